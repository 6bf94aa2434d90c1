"""PDFs joined into one that is accessible and archivable (PDF/UA-1 and PDF/A-2u), as it grows.

It keeps what readers with a screen reader need: the structure of each part, its links and its
language. A structure has several objects for a line of text; they are written compressed, hundreds
at a time, and simpler than they came, so that a list of 100,000 names stays small. Memory grows by
a few bytes an object.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Container, Iterator, Sequence
from html import escape
from io import BytesIO
from typing import Any

import pikepdf

from campaigner.rendering.joining.packed import PackedJoined
from campaigner.rendering.joining.print_run import Written
from campaigner.rendering.joining.shared_fonts import own_face, plain, stream, with_text_for_all
from campaigner.rendering.joining.structure import KEPT, Marked, Owners, kids_of, plain_kids_of

_SPANS = ("/ColSpan", "/RowSpan")
_HOLDING_TEXT = frozenset({"/P", "/LBody", "/Lbl", "/TD", "/TH", "/Span", "/Link", "/Caption"})
_HOLDING_TEXT |= {f"/H{level}" for level in range(1, 7)}
_BEGINNING = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")
_NO_PAGE = (0, 0)
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2"\
 pdfaid:conformance="U"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


class TaggedJoined(PackedJoined):
    """A tagged PDF that grows by whole documents, each tagged; ``finish`` makes it readable."""

    def __init__(self, file: Written, title: str, language: str) -> None:
        super().__init__(file, title)
        self._language = language
        self._fonts_of_part: dict[tuple[int, int], str] = {}
        self._structure, self._document = self._reserve(), self._reserve()
        self._sections: array[int] = array("Q")
        self._parents: array[int] = array("Q")  # by StructParent: the object with the owners
        self._destinations: dict[str, bytes] = {}
        self._colours = ""

    def add_part(self, document: bytes, bookmarks: Sequence[tuple[str, int]] = ()) -> int:
        """Add the pages of a tagged PDF, with bookmarks by page, from 0 on; returns their number.

        It has to be one of PDF/A, whose colours are defined.
        """
        with pikepdf.open(BytesIO(document)) as part:
            pages = list(part.pages)
            numbers = {page.obj.objgen: self._reserve() for page in pages}
            self._take_colours(part)
            self._take_destinations(part, numbers)
            self._fonts_of_part = {}
            owners = Owners()
            notes = [
                [self._annotation(each, owners) for each in page.obj.get("/Annots", [])]
                for page in pages
            ]
            owners.page_keys = {page.obj.objgen: self._new_parent() for page in pages}
            self._take_structure(part, numbers, owners)
            for position, page in enumerate(pages):
                place = page.obj.objgen
                _make_artifacts(page, owners.pieces(place))
                more = f"/Tabs /S /StructParents {owners.page_keys[place]}"
                if notes[position]:
                    more += f" /Annots [{' '.join(notes[position])}]"
                self._add_page(page, more.encode(), number=numbers[place])
                bookmarked = [title for title, at in bookmarks if at == position]
                self._bookmarks += [(title, numbers[place]) for title in bookmarked]
            for key, found in owners.rows():
                self._parents[key] = self._pack(self._reserve(), found)
        return len(pages)

    # Structure

    def _take_structure(
        self, part: pikepdf.Pdf, numbers: dict[tuple[int, int], int], owners: Owners
    ) -> None:
        elements = [
            element for root in kids_of(part.Root.StructTreeRoot) for element in kids_of(root)
        ]
        language = str(part.Root.get("/Lang", self._language))
        if language == self._language:
            for element in elements:
                self._sections.append(self._element(element, self._document, numbers, owners))
            return
        section = self._reserve()  # what is read aloud in another language than the whole
        kids = [f"{self._element(each, section, numbers, owners)} 0 R" for each in elements]
        spoken = pikepdf.String(language).unparse().decode("latin-1")
        self._pack(
            section,
            f"<< /Type /StructElem /S /Sect /P {self._document} 0 R /Lang {spoken}"
            f" /K [{' '.join(kids)}] >>",
        )
        self._sections.append(section)

    def _element(
        self, element: Any, parent: int, numbers: dict[tuple[int, int], int], owners: Owners
    ) -> int:
        """Write an element and all below it; returns its number."""
        number, kind = self._reserve(), str(element.S)
        page = element.Pg.objgen if "/Pg" in element else _NO_PAGE
        entries = [f"/Type /StructElem /S {kind} /P {parent} 0 R"]
        if page in numbers:
            entries.append(f"/Pg {numbers[page]} 0 R")
        entries += [
            f"{key} {self._copied(element[key]).decode('latin-1')}"
            for key in KEPT
            if key in element
        ]
        entries += self._attributes(element)
        kids = []
        for kid in plain_kids_of(element) if kind in _HOLDING_TEXT else kids_of(element):
            if isinstance(kid, Marked):
                at = kid.page or page
                owners.mark(at, kid.number, number)
                kids.append(_marked(kid.number, numbers[at], inside=at == page))
            elif kid.get("/Type") == "/OBJR":
                kids.append(owners.note(kid.Obj.objgen, number))
            else:
                kids.append(f"{self._element(kid, number, numbers, owners)} 0 R")
        entries.append(f"/K [{' '.join(kids)}]")
        return self._pack(number, f"<< {' '.join(entries)} >>")

    def _attributes(self, element: Any) -> Iterator[str]:
        """What an element says of itself; cells of a table have their headers by scope."""
        kind, found = str(element.S), element.get("/A")
        if kind not in ("/TH", "/TD"):
            if found is not None:
                yield f"/A {self._copied(found).decode('latin-1')}"
            return
        said = [f"{key} {int(found[key])}" for key in _SPANS if found is not None and key in found]
        if kind == "/TH":
            row = {str(each.S) for each in element.P.K}
            said.append(f"/Scope {'/Row' if '/TD' in row else '/Column'}")
        if said:
            yield f"/A << /O /Table {' '.join(said)} >>"

    def _new_parent(self) -> int:
        self._parents.append(0)
        return len(self._parents) - 1

    # Links

    def _annotation(self, note: Any, owners: Owners) -> str:
        """Write a link; returns its reference."""
        number, key = self._reserve(), self._new_parent()
        owners.notes[note.objgen] = (number, key)
        kept = [
            f"{name} {self._copied(value).decode('latin-1')}"
            for name, value in note.items()
            if name not in ("/P", "/StructParent", "/Parent")
        ]
        self._pack(number, f"<< {' '.join(kept)} /StructParent {key} >>")
        return f"{number} 0 R"

    def _take_destinations(self, part: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> None:
        if "/Names" not in part.Root or "/Dests" not in part.Root.Names:
            return
        found = list(part.Root.Names.Dests.Names)
        for name, place in zip(found[::2], found[1::2], strict=True):
            page, *rest = place
            where = " ".join(plain(each).decode() for each in rest)
            self._destinations[str(name)] = f"[{numbers[page.objgen]} 0 R {where}]".encode()

    def _take_colours(self, part: pikepdf.Pdf) -> None:
        if not self._colours:
            self._colours = self._copied(part.Root.OutputIntents).decode("latin-1")

    # Fonts

    def _font(self, font: Any) -> str:
        """Where a font is; one that is not the program's own is written once for each part."""
        if own_face(font) is not None:
            return super()._font(font)
        if font.objgen not in self._fonts_of_part:
            cmap = with_text_for_all(font.ToUnicode.read_bytes())
            font.ToUnicode.write(zlib.compress(cmap, 9), filter=pikepdf.Name.FlateDecode)
            (inner,) = font.DescendantFonts
            descriptor = self._packed(inner.FontDescriptor)
            told = self._packed(inner, FontDescriptor=descriptor)
            reference = self._packed(font, DescendantFonts=f"[{told}]")
            self._fonts_of_part[font.objgen] = reference
        return self._fonts_of_part[font.objgen]

    def _packed(self, value: Any, **instead: str) -> str:
        """Write a dictionary, with other entries than its own for some; returns its reference."""
        entries = {
            key: instead.get(key[1:]) or self._copied(entry).decode("latin-1")
            for key, entry in value.items()
        }
        written = " ".join(f"{key} {entry}" for key, entry in entries.items())
        return f"{self._pack(self._reserve(), f'<< {written} >>')} 0 R"

    # The end

    def _more_of_root(self) -> str:
        sections = " ".join(f"{number} 0 R" for number in self._sections)
        self._pack(
            self._document,
            f"<< /Type /StructElem /S /Document /P {self._structure} 0 R /K [{sections}] >>",
        )
        rows = " ".join(f"{key} {number} 0 R" for key, number in enumerate(self._parents))
        parents = self._pack(self._reserve(), f"<< /Nums [{rows}] >>")
        self._pack(
            self._structure,
            f"<< /Type /StructTreeRoot /K [{self._document} 0 R] /ParentTree {parents} 0 R"
            f" /ParentTreeNextKey {len(self._parents)} >>",
        )
        text = _XMP.format(title=escape(self._title), language=escape(self._language))
        metadata = self._add(stream(text.encode(), b"/Type /Metadata /Subtype /XML"))
        names = b" ".join(
            pikepdf.String(name).unparse() + b" " + place
            for name, place in sorted(self._destinations.items())
        )
        dests = f" /Names << /Dests << /Names [{names.decode('latin-1')}] >> >>" if names else ""
        language = pikepdf.String(self._language).unparse().decode("latin-1")
        return (
            f" /Lang {language} /MarkInfo << /Marked true >> /Metadata {metadata} 0 R"
            f" /OutputIntents {self._colours} /StructTreeRoot {self._structure} 0 R"
            f" /ViewerPreferences << /DisplayDocTitle true >>{dests}"
        )


def _marked(piece: int, page: int, *, inside: bool) -> str:
    return str(piece) if inside else f"<< /Type /MCR /Pg {page} 0 R /MCID {piece} >>"


def _make_artifacts(page: pikepdf.Page, owned: Container[int]) -> None:
    """Mark pieces of a page that are in no element, such as running headers, as no content."""

    def marked(found: re.Match[bytes]) -> bytes:
        return found[0] if int(found[1]) in owned else b"/Artifact BMC"

    page.contents_coalesce()
    content = _BEGINNING.sub(marked, page.obj.Contents.read_bytes())
    page.obj.Contents.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
