"""Citations: what is read, what is refused and why, and that what is written can be read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigner.instruments.citations import (
    CitationError,
    find_citations,
    format_reference,
    parse_reference,
    parse_references,
)
from campaigner.instruments.consultation import cite
from campaigner.instruments.records import PREAMBLE, instruments
from campaigner.instruments.references import Reference, mistake_in
from campaigner.instruments.styles import STYLES, csl_item
from campaigner.vocabulary.campaigns import CitationForm, CitationStyle
from conftest import Command
from examples import examples

# How people write them in letters and briefs.
READ = [
    ("UDHR 25(1)", ["UDHR 25(1)"]),
    ("UDHR art 25(1)", ["UDHR 25(1)"]),
    ("Article 25.1 UDHR", ["UDHR 25(1)"]),
    ("art. 25 para 1 of the UDHR", ["UDHR 25(1)"]),
    ("UDHR 25 § 1", ["UDHR 25(1)"]),
    ("paragraph 1 of article 25 of the Universal Declaration", ["UDHR 25(1)"]),
    ("UDHR 25(1) and (2)", ["UDHR 25(1)", "UDHR 25(2)"]),
    ("UDHR 16(1)–(3)", ["UDHR 16(1)", "UDHR 16(2)", "UDHR 16(3)"]),
    ("UDHR 13–15", ["UDHR 13", "UDHR 14", "UDHR 15"]),
    ("UDHR arts 3, 5 and 9", ["UDHR 3", "UDHR 5", "UDHR 9"]),
    ("Arts 2(4) and 51 of the UN Charter", ["UN Charter 2(4)", "UN Charter 51"]),
    ("preamble to the UDHR", ["UDHR preamble"]),
    ("UDHR", ["UDHR"]),
    ("Article 25 of the 1948 Universal Declaration", ["UDHR 25"]),
    ("erthygl 25(1) o'r Datganiad Cyffredinol o Hawliau Dynol", ["UDHR 25(1)"]),
    ("erthyglau 3, 5 a 9 o’r Datganiad Cyffredinol", ["UDHR 3", "UDHR 5", "UDHR 9"]),
    ("ICESCR 11", ["ICESCR 11"]),
    ("ECHR 5(1)(a)", ["ECHR 5(1)(a)"]),
    ("ECHR 5(1)(f) and 5(4)", ["ECHR 5(1)(f)", "ECHR 5(4)"]),
    ("section 6(1) of the Human Rights Act 1998", ["HRA 1998 6(1)"]),
    ("HRA 1998, s 3", ["HRA 1998 3"]),
    ("HRA 1998, s 6A", ["HRA 1998 6A"]),  # a later Act may put a section in
    ("Refugee Convention 1A(2)", ["Refugee Convention 1A(2)"]),
    ("Genocide Convention II(e)", ["Genocide Convention 2(e)"]),
    ("UNGA Res 3314", ["UNGA Res 3314"]),
    ("GA Resolution 3314 (XXIX), annex, article 3(g)", ["UNGA Res 3314 3(g)"]),
    ("Rome Statute 8 bis", ["Rome Statute 8 bis"]),
    ("Article 8(2)(b)(viii) of the Rome Statute", ["Rome Statute 8(2)(b)(viii)"]),
    ("Geneva IV 27, 33 and 49", ["Geneva IV 27", "Geneva IV 33", "Geneva IV 49"]),
    ("999 UNTS 171, art 9(4)", ["ICCPR 9(4)"]),
    ("A/RES/217(III), art 25(1)", ["UDHR 25(1)"]),
]

# What does not exist, is no citation, or is not of one place: (text, what the message says).
REFUSED = [
    ("UDHR 16(4)", "article 16 has paragraphs (1) to (3)"),
    ("UDHR 30(1)", "article 30 has no numbered paragraphs; cite UDHR 30"),
    ("UDHR 2(2)", "article 2 has 2 paragraphs without numbers; cite UDHR 2"),
    ("UDHR 31", "UDHR has articles 1 to 30"),
    ("UDHR 25(1)(a)", "UDHR 25(1) has no lettered points"),
    ("ECHR 5(1)(g)", "has points (a) to (f)"),
    ("ICCPR 54", "articles 1 to 53"),
    ("ECHR 8A", "articles 1 to 59"),  # nothing is put in between the articles of a treaty
    ("HRA 1998, s 23A", "sections 1 to 22"),
    ("CRC 27(5)", "paragraphs (1) to (4)"),
    ("UDHX 3", "does not name a known instrument"),
    ("cat 3", "does not name a known instrument"),  # an acronym is read by its capitals
    ("UDHR 25 years", "cannot be read as a citation"),
    ("ECHR 0", "articles 1 to 59"),
]

# Found in public documents: (document, its words, what is cited in them).
BWBV = "treaty database of the Netherlands, "
PUBLIC = [
    (BWBV + "BWBV0006233, Arms Trade Treaty, preamble",
     "in accordance with Article 2 (4) of the Charter of the United Nations", ["UN Charter 2(4)"]),
    (BWBV + "BWBV0003172, Convention on the Law of the Sea, 279",
     ("by peaceful means in accordance with Article 2, paragraph 3, of the Charter of the United"
     " Nations"), ["UN Charter 2(3)"]),
    (BWBV + "BWBV0003172, Convention on the Law of the Sea, 279",
     "by the means indicated in Article 33, paragraph 1, of the Charter", []),
    (BWBV + "BWBV0003922, Convention on Psychotropic Substances, 30",
     "called in accordance with paragraph 4 of article 62 of the Charter of the United Nations",
     ["UN Charter 62(4)"]),
    (BWBV + "BWBV0005388, Treaty of Peace with Japan, preamble",
     "as defined in Articles 55 and 56 of the Charter of the United Nations",
     ["UN Charter 55", "UN Charter 56"]),
    (BWBV + "BWBV0004328, Convention establishing WIPO, 13",
     "the United Nations under Articles 57 and 63 of the Charter of the United Nations",
     ["UN Charter 57", "UN Charter 63"]),
    (BWBV + "BWBV0004351, Convention on the reduction of statelessness, 8",
     "the principles stated in Articles 13 and 14 of the Universal Declaration of Human Rights",
     ["UDHR 13", "UDHR 14"]),
    (BWBV + "BWBV0006074, Istanbul Convention, 60",
     ("within the meaning of Article 1, A (2), of the 1951 Convention relating to the Status of"
     " Refugees"), ["Refugee Convention 1A(2)"]),
    (BWBV + "BWBV0004034, Optional Protocol on children in armed conflict, 3",
     "from that set out in article 38, paragraph 3, of the Convention on the Rights of the Child",
     ["CRC 38(3)"]),
    (BWBV + "BWBV0004138, Convention on Action against Trafficking, 11",
     ("in accordance with Article 10 of the Convention for the Protection of Human Rights and"
     " Fundamental Freedoms"), ["ECHR 10"]),
    (BWBV + "BWBV0005199, Convention on Fishing on the High Seas, 12",
     "the provisions of paragraph 2 of Article 94 of the Charter of the United Nations",
     ["UN Charter 94(2)"]),
    (BWBV + "BWBV0006524, agreement with the International Criminal Court",
     "as referred to in article 112, paragraph 1, of the Rome Statute", ["Rome Statute 112(1)"]),
    (BWBV + "BWBV0003972, Agreement on Transfer of Responsibility for Refugees",
     "the application of Article 28 of the Convention relating to the status of refugees",
     ["Refugee Convention 28"]),
    (BWBV + "BWBV0001043, Second Optional Protocol to the ICCPR, preamble",
     "Noting that article 6 of the International Covenant on Civil and Political Rights",
     ["ICCPR 6"]),
    (BWBV + "BWBV0003695, Paid Educational Leave Convention, preamble",
     "Noting that Article 26 of the Universal Declaration of Human Rights", ["UDHR 26"]),
    (BWBV + "BWBV0002507, Convention against Torture, preamble",
     "Having regard to article 5 of the Universal Declaration of Human Rights", ["UDHR 5"]),
    # of protocols, which are other instruments
    (BWBV + "BWBV0005225, European Convention on Establishment",
     ("the provisions of Article 1 of the Protocol to the Convention on the Protection of Human"
     " Rights and Fundamental Freedoms"), []),
    (BWBV + "BWBV0002027, Protocol relating to Refugee Seamen",
     ("the definition in paragraph 2 of Article I of the Protocol relating to the Status of"
     " Refugees"), ["1967 Protocol 1(2)"]),
    ("Joint Committee on Human Rights, 17th report 2001–02, 83",
     "whether the power would be compatible with ECHR Article 5(1). That question", ["ECHR 5(1)"]),
    ("Joint Committee on Human Rights, 5th report 2003–04, summary",
     "fall within the protection of Article 31 of the Refugee Convention, and who",
     ["Refugee Convention 31"]),
    ("Joint Committee on Human Rights, 5th report 2003–04, summary",
     "would be compatible with ECHR Article 13, but underlines", ["ECHR 13"]),
    ("Joint Committee on Human Rights, call for evidence on immigration detention",
     "issues arising under Article 5 of the ECHR, which provides", ["ECHR 5"]),
    ("Human Rights Committee, General Comment 35, 2",
     "In the Universal Declaration of Human Rights, article 3 proclaims that everyone",
     ["UDHR 3"]),
    ("Human Rights Committee, meeting summary of October 2014, ungeneva.org",
     "on Article 9 of the International Covenant on Civil and Political Rights on the right",
     ["ICCPR 9"]),
    ("International Human Rights Centre, guide to the Human Rights Committee",
     "Part IV of the International Covenant on Civil and Political Rights (Articles 28-31)",
     ["ICCPR 28", "ICCPR 29", "ICCPR 30", "ICCPR 31"]),
    ("C. Ward, Ukraine and Russia: international legal issues",
     "That war breaches Article 2(4) of the United Nations Charter:", ["UN Charter 2(4)"]),
    ("C. Ward, Ukraine and Russia: international legal issues",
     "Article 51 of the UN Charter makes that explicit:", ["UN Charter 51"]),
    ("Russia's Aggression against Ukraine, thesis of 2018, grin.com",
     "Pursuant to Art. 12(3) of the Rome Statute and the Role", ["Rome Statute 12(3)"]),
    ("peacehumanity.org, 12 March 2022",
     ("Article 2(4) of the UN Charter prohibits the threat or use of force, whereas Article 8bis of"
     " the RS defines aggression"), ["UN Charter 2(4)"]),
    # the rest in public repositories
    ("a history of privacy", ("through Article 12 of the Universal Declaration of Human Rights and"
     " Article 8 of the European Convention on Human Rights, to"), ["UDHR 12", "ECHR 8"]),
    ("a privacy policy", ("as in Article 12 of the Universal Declaration of Human Rights and"
     " Article 8 of the European Charter of Fundamental Rights."), ["UDHR 12"]),
    ("a register of rights", "- UDHR Articles 1, 2, 7 (dignity, non-discrimination)",
     ["UDHR 1", "UDHR 2", "UDHR 7"]),
    ("a test of legal flags", "see ICCPR Art. 14(3) in the flag", ["ICCPR 14(3)"]),
    ("a model of a debate",
     "'UN Charter Art. 1(2) & ICCPR Art. 1',", ["UN Charter 1(2)", "ICCPR 1"]),
    ("a rule book", "Complies with UDHR Art. 12, ICCPR Art. 17, ECHR Art. 8, GDPR principles.",
     ["UDHR 12", "ICCPR 17", "ECHR 8"]),
    ("an ethics chart", "| Privacy & Dignity | UDHR Art. 12; GDPR Art. 5 |", ["UDHR 12"]),
    ("a children's page", "Article 12 of the UN Convention on the Rights of the Child protects",
     ["CRC 12"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), READ)
def test_a_citation_is_read(text: str, cited: list[str]) -> None:
    assert [str(reference) for reference in parse_references(text)] == cited


@pytest.mark.parametrize(("text", "says"), REFUSED)
def test_what_does_not_exist_is_refused_with_what_does(text: str, says: str) -> None:
    with pytest.raises(CitationError) as refused:
        parse_references(text)
    assert says in refused.value.message


@pytest.mark.parametrize(("text", "cited"), [case[1:] for case in PUBLIC])
def test_citations_of_public_documents_are_found(text: str, cited: list[str]) -> None:
    found = find_citations(text)
    assert [str(reference) for citation in found for reference in citation.references] == cited
    assert not any(citation.mistakes for citation in found)


def test_the_tables_have_at_least_sixty_strings_half_of_them_public() -> None:
    assert len(READ) + len(REFUSED) + len(PUBLIC) >= 60
    assert len(PUBLIC) >= 30


@pytest.mark.parametrize(
    ("reference", "says"),
    [
        (Reference("udhr", PREAMBLE, ("1",)), "the preamble has no numbered paragraphs"),
        (Reference("hra", PREAMBLE), "has no preamble, only"),
        (Reference("udhr", PREAMBLE), ""),
        (Reference("udhr"), ""),
    ],
)
def test_whether_a_preamble_exists(reference: Reference, says: str) -> None:
    assert (says in mistake_in(reference)) if says else mistake_in(reference) == ""


def test_the_paragraph_of_a_place_is_its_number() -> None:
    assert Reference("echr", "5", ("1", "f")).paragraph == "1"
    assert Reference("echr", "5", ("f",)).paragraph == ""
    assert Reference("echr", "5").paragraph == ""


def test_one_place_is_asked_for_and_several_are_named() -> None:
    with pytest.raises(CitationError, match="names several places: UDHR 3, UDHR 5"):
        parse_reference("UDHR 3 and 5")


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("See UDHR 25(1), and rest.", ["UDHR 25(1)"]),
        ("Under Articles 3 and 5 of the ECHR we ask", ["Articles 3 and 5 of the ECHR"]),
        ("(Article 25 UDHR; Article 11 ICESCR)", ["Article 25 UDHR", "Article 11 ICESCR"]),
        ("Article 3 ECHR, Article 5 UDHR", ["Article 3 ECHR", "Article 5 UDHR"]),
        ("The UDHR of 10 December 1948 has 30 articles.", []),
        ("In 25 countries the UDHR is read.", []),
    ],
)
def test_the_span_in_the_author_s_text_is_known(text: str, spans: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_citations(text)] == spans


def test_a_text_about_one_instrument_need_not_name_it_again() -> None:
    text = "The Universal Declaration was adopted in 1948. Article 14 protects those who flee."
    assert [str(found.references[0]) for found in find_citations(text)] == ["UDHR 14"]


@pytest.mark.parametrize(
    ("style", "language", "written"),
    [
        (
            "oscola",
            "en",
            (
                "Universal Declaration of Human Rights (adopted 10 December 1948)"
                " UNGA Res 217 A(III) (UDHR) art 25(1)"
            ),
        ),
        ("short", "en", "UDHR art 25(1)"),
        ("full", "en", "Universal Declaration of Human Rights, article 25(1)"),
        (
            "us",
            "en",
            (
                "G.A. Res. 217 (III) A, Universal Declaration of Human Rights (Dec. 10, 1948),"
                " art. 25(1)"
            ),
        ),
        ("symbol", "en", "A/RES/217(III), art 25(1)"),
        ("short", "cy", "Datganiad Cyffredinol Hawliau Dynol, erthygl 25(1)"),
        ("full", "cy", "Datganiad Cyffredinol Hawliau Dynol, erthygl 25(1)"),
    ],
)
def test_a_citation_is_written_in_each_style(style: str, language: str, written: str) -> None:
    assert cite("UDHR 25(1)", CitationStyle(style), language) == [written]


@pytest.mark.parametrize(
    ("citation", "written"),
    [
        (
            "ICCPR 17",
            (
                "International Covenant on Civil and Political Rights art. 17, Dec. 16, 1966,"
                " 999 U.N.T.S. 171"
            ),
        ),
        ("UN Charter 2(4)", "U.N. Charter art. 2, ¶ 4"),
        ("UN Charter preamble", "U.N. Charter pmbl."),
        (
            "ECHR 5(1)(f)",
            (
                "Convention for the Protection of Human Rights and Fundamental Freedoms art. 5,"
                " ¶ 1(f), Nov. 4, 1950, E.T.S. No. 5"
            ),
        ),
        (
            "Genocide Convention 2(e)",
            (
                "Convention on the Prevention and Punishment of the Crime of Genocide art. II(e),"
                " Dec. 9, 1948, 78 U.N.T.S. 277"
            ),
        ),
        ("HRA 6(1)", "Human Rights Act 1998, c. 42 (UK), § 6(1)"),
    ],
)
def test_a_treaty_is_written_as_the_bluebook_has_it(citation: str, written: str) -> None:
    assert cite(citation, CitationStyle.US) == [written]


def test_an_unknown_style_is_one_clear_line(campaigner: Command) -> None:
    called = campaigner("instrument", "cite", "UDHR 3", "--style", "oskola")
    assert called.code == 2
    assert "'oskola' is not one of 'short', 'full', 'oscola'" in called.stderr


def test_every_style_is_offered_and_csl_json_besides() -> None:
    assert set(STYLES) == set(CitationStyle)
    assert {form.value for form in CitationForm} == {*CitationStyle, "csl-json"}


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """Any place that exists: an instrument, an article of it, a paragraph, a point."""
    found = instruments()[draw(st.sampled_from(sorted(instruments())))]
    article = draw(st.sampled_from(["", *found.articles]))
    count = found.articles.get(article, 0)
    within: tuple[str, ...] = ()
    if article not in ("", PREAMBLE) and (count is None or count) and draw(st.booleans()):
        within = (str(draw(st.integers(1, count or 9))),)
        if not found.has_text and f"{article}({within[0]})" not in found.points:
            within += draw(st.sampled_from([(), ("a",), ("b", "ii")]))
    return Reference(found.key, article, within)


@settings(max_examples=examples(300))
@given(references(), st.sampled_from(CitationStyle), st.sampled_from(["en", "cy"]))
def test_what_is_written_is_read_back_as_the_same(
    reference: Reference, style: CitationStyle, language: str
) -> None:
    assert parse_references(format_reference(reference, style, language)) == (reference,)


def test_a_reference_manager_gets_an_item(campaigner: Command) -> None:
    item = campaigner("instrument", "cite", "UDHR 25(1)", "--style", "csl-json").json[0]
    assert item == csl_item(parse_reference("UDHR 25(1)"))
    assert item["title"] == "Universal Declaration of Human Rights"
    assert item["issued"] == {"date-parts": [[1948, 12, 10]]}
    assert item["locator"] == "25(1)"
