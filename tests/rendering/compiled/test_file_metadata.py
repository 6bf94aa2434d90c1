"""What a compiled letter's file says about itself."""

from __future__ import annotations

import re
import zlib

import pytest
from weasyprint.pdf.metadata import DocumentMetadata

from campaigner.rendering.compiled.sheets import About
from campaigner.rendering.compiled.skeleton import Region, Skeleton
from campaigner.rendering.engine import pydyf
from campaigner.vocabulary.letters import PdfVariant

NOTHING = Region("", ())


def _xml_of(about: About, title: str, author: str) -> bytes:
    skeleton = Skeleton("", NOTHING, NOTHING, title, author, ())
    written = dict(about.own(skeleton, PdfVariant.UA_1))[7]
    found = re.search(rb"stream\n(.*)\nendstream", written, re.DOTALL)
    assert found
    return zlib.decompress(found[1])


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Food: Ann Ball MP", "Bo Carr"),
        ("A & B <c> “d” 'e' \"f\" ]]>", "R&D;&amp;"),
        ("Ŵ é 𝔄 שלום", "Zoë\tŁ"),
        ("", "Bo Carr"),
        ("Food: Ann Ball MP", ""),
    ],
)
def test_title_and_author_are_written_as_weasyprint_writes_them(title: str, author: str) -> None:
    usual = DocumentMetadata(title="Usual", authors=["Usually"], lang="en", keywords=["food"])
    about = About(usual, 7, pydyf.Dictionary(), 8)
    _xml_of(about, "Another <title>", "Another & author")
    own = DocumentMetadata(
        title=title or "Usual", authors=[author or "Usually"], lang="en", keywords=["food"]
    )
    assert own.generate_rdf_metadata("ua", 1, None) in _xml_of(about, title, author)
