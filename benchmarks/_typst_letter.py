"""A letter written again for Typst: the same words, notes, list, quotation and code, tagged."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from campaigner.letters.writing.compose import Letter

_PAGE = """#set document(title: {title})
#set page(paper: "a4", margin: (left: 25mm, right: 20mm, top: 17mm, bottom: 20mm))
#set text(font: "Libertinus Serif", size: 10.5pt, lang: {language})
#set par(leading: 0.5em, spacing: 0.8em)
#set footnote.entry(gap: 0.2em)
#show footnote.entry: set text(font: "DejaVu Sans Mono", size: 7.5pt)
#show heading: set text(size: 11.5pt)
"""


def source(letter: Letter) -> str:
    """The letter as Typst reads it."""
    campaign, person = letter.page.of_campaign, letter.page.of_person
    sender = [person.sender.name, *person.sender.lines, person.sender.postcode]
    body = ElementTree.fromstring(f"<div>{letter.page.body}</div>")
    parts = [
        _PAGE.format(title=_said(campaign.subject), language=_said(campaign.language)),
        f"#align(right)[{_lines([*sender, person.sender.email, person.date])}]",
        f"#block(above: 6mm)[{_lines(person.recipient.lines)}]",
        f"#v(8mm)\n#{_said(person.salutation)}",
        f"= #{_said(campaign.subject)}",
        *(_block(each) for each in body),
        f"#{_said(campaign.words['sign_off'])}",
        f"#v(10mm)\n#{_said(person.sender.name)}",
    ]
    if campaign.qr:
        picture = f"image(bytes({_said(campaign.qr)}), width: 16mm, alt: {_said(campaign.link)})"
        line = f"{campaign.words['more']} {campaign.link}"
        parts.append(f"#place(bottom, dy: 10mm)[#{_said(line)} #{picture}]")
    return "\n\n".join(parts)


def _said(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)


def _lines(lines: object) -> str:
    return " \\\n".join(f"#{_said(line)}" for line in filter(None, lines))  # type: ignore[call-overload]


def _block(element: ElementTree.Element) -> str:
    if element.tag in ("ol", "ul"):
        sign = "+" if element.tag == "ol" else "-"
        return "\n".join(f"{sign} {_inline(item)}" for item in element)
    if element.tag == "blockquote":
        inside = "\n\n".join(_inline(each) for each in element)
        return f"#quote(block: true)[{inside}]"
    return _inline(element)


def _inline(element: ElementTree.Element) -> str:
    parts = [f"#{_said(element.text)};" if element.text else ""]
    for child in element:
        inside = _inline(child)
        if child.get("class") == "note":
            inside = f"#footnote[{inside}]"
        elif child.tag == "a" and child.get("href"):
            inside = f"#link({_said(child.get('href'))})[{inside}]"
        elif child.tag == "em":
            inside = f"#emph[{inside}]"
        parts += [inside, f"#{_said(child.tail)};" if child.tail else ""]
    return "".join(parts)
