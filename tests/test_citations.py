"""Citations: what is read, what is refused and why."""

from __future__ import annotations

import pytest

from campaigner.instruments.citations import CitationError, parse_reference, parse_references


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("UDHR 25(1)", "UDHR 25(1)"),
        ("ICESCR 11", "ICESCR 11"),
        ("ICCPR 9(4)", "ICCPR 9(4)"),
        ("ECHR 5(1)(f)", "ECHR 5(1)(f)"),
        ("Refugee Convention 31", "Refugee Convention 31"),
        ("UN Charter 2(4)", "UN Charter 2(4)"),
        ("UNGA Res 3314", "UNGA Res 3314"),
        ("Rome Statute 8 bis", "Rome Statute 8 bis"),
        ("Geneva IV 49", "Geneva IV 49"),
        ("erthygl 25(1) o'r Datganiad Cyffredinol o Hawliau Dynol", "UDHR 25(1)"),
    ],
)
def test_a_citation_is_read(text: str, cited: str) -> None:
    assert str(parse_reference(text)) == cited


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("UDHR 16(4)", "article 16 has paragraphs (1) to (3)"),
        ("UDHR 30(1)", "article 30 has no numbered paragraphs"),
        ("UDHR 2(2)", "article 2 has 2 paragraphs without numbers"),
        ("UDHR 31", "articles 1 to 30"),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(text: str, says: str) -> None:
    with pytest.raises(CitationError) as refused:
        parse_references(text)
    assert says in refused.value.message
