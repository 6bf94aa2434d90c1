"""The forms in which lawyers, Members and campaigners cite, beyond the plain ones."""

from __future__ import annotations

import pytest

from campaigner.instruments.citations import CitationError, find_citations, parse_references
from campaigner.instruments.consultation import cite

# (what is written, what it cites)
PROTOCOLS = [
    ("Protocol 1, Article 2 ECHR", ["ECHR Protocol 1 2"]),
    ("Art 4 P4 ECHR", ["ECHR Protocol 4 4"]),
    ("ECHR Art 1 Protocol 1", ["ECHR Protocol 1 1"]),
    ("A1P1", ["ECHR Protocol 1 1"]),
    ("A2/P1 ECHR", ["ECHR Protocol 1 2"]),
    ("P1-3", ["ECHR Protocol 1 3"]),
    ("ECHR, P4-2", ["ECHR Protocol 4 2"]),
    ("Article 2 of Protocol No 1", ["ECHR Protocol 1 2"]),
    ("Article 1 of Protocol No. 1 to the Convention", ["ECHR Protocol 1 1"]),
    ("Article 2 of the First Protocol", ["ECHR Protocol 1 2"]),
    ("First Protocol, Article 2", ["ECHR Protocol 1 2"]),
    ("Article 3 of the ECHR's Protocol 1", ["ECHR Protocol 1 3"]),
    ("Protocol No. 4, arts 2(2) and 4", ["ECHR Protocol 4 2(2)", "ECHR Protocol 4 4"]),
    ("Article 1 of the Thirteenth Protocol", ["ECHR Protocol 13 1"]),
    ("erthygl 2 o Brotocol Rhif 1", ["ECHR Protocol 1 2"]),
    ("Optional Protocol to CEDAW, article 2", ["CEDAW-OP 2"]),
    ("article 1 of the Optional Protocol to the ICCPR", ["ICCPR-OP1 1"]),
    ("Article 1 of the Second Optional Protocol to the ICCPR", ["ICCPR-OP2 1"]),
    ("art 2 of the ICESCR's Optional Protocol", ["ICESCR-OP 2"]),
    ("P1A2 ECHR", ["ECHR Protocol 1 2"]),
    ("CEDAW OP article 2", ["CEDAW-OP 2"]),
    ("Article 1(2) of the 1967 Protocol", ["1967 Protocol 1(2)"]),
]  # fmt: skip
ACTS = [
    ("Schedule 1 to the Human Rights Act 1998, Part I, Article 8", ["ECHR 8"]),
    ("Article 1 of Part II of Schedule 1 to the Human Rights Act 1998", ["ECHR Protocol 1 1"]),
    ("HRA 1998, Sch 1, Pt III, art 1", ["ECHR Protocol 13 1"]),
    ("HRA 1998 Sch 1, art 1", ["ECHR Protocol 1 1"]),
    ("Sch.1 Pt.II Art.1 HRA 1998", ["ECHR Protocol 1 1"]),
    ("HRA 1998 Sch 1", ["HRA 1998 Sch 1"]),
    ("Article 8 of the Human Rights Act", ["ECHR 8"]),
    ("section 6(1) HRA", ["HRA 1998 6(1)"]),
    ("section 12 of the Illegal Migration Act 2023", ["IMA 2023 12"]),
    ("ss 61 and 63 NABA 2022", ["NABA 2022 61", "NABA 2022 63"]),
    ("s.54 of the Modern Slavery Act 2015", ["MSA 2015 54"]),
    ("Equality Act 2010, s 149(1)(a)", ["EqA 2010 149(1)(a)"]),
    ("s 40A Equality Act 2010", ["EqA 2010 40A"]),
]  # fmt: skip
JOURNALS = [
    (("Universal Declaration of Human Rights, G.A. Res. 217A (III), U.N. Doc. A/810 at 71 (1948),"
     " art. 14, ¶ 1"), ["UDHR 14(1)"]),
    (("Universal Declaration of Human Rights, GA Res 217A (III), UNGAOR, 3rd Sess, Supp No 13,"
     " UN Doc A/810 (1948) 71, art 25"), ["UDHR 25"]),
    (("Convention on the Rights of the Child, 20 November 1989, 1577 UNTS 3 art 3"
     " (entered into force 2 September 1990)"), ["CRC 3"]),
    ("ICCPR art. 17, Dec. 16, 1966, 999 U.N.T.S. 171", ["ICCPR 17"]),
    ("U.N. Charter art. 2, ¶ 4", ["UN Charter 2(4)"]),
    ("U.N. Charter art. 2, para. 4", ["UN Charter 2(4)"]),
    ("ICCPR, supra note 3, art. 9(4)", ["ICCPR 9(4)"]),
    ("ICCPR (n 12) art 9(4)", ["ICCPR 9(4)"]),
    ("Refugee Convention, July 28, 1951, 189 U.N.T.S. 137, art. 33(2)",
     ["Refugee Convention 33(2)"]),
]  # fmt: skip
LISTS = [
    ("Article 1(A)(2) of the Refugee Convention", ["Refugee Convention 1A(2)"]),
    ("Articles 3, 8 and/or 14 ECHR", ["ECHR 3", "ECHR 8", "ECHR 14"]),
    ("Articles 3 (prohibition of torture) and 8 (private life) of the ECHR", ["ECHR 3", "ECHR 8"]),
    ("Articles 3 (torture) and 8 (home) of the ECHR", ["ECHR 3", "ECHR 8"]),
    ("Article 4 (slavery) and Article 10 (trial) of the UDHR", ["UDHR 4", "UDHR 10"]),
    ("UDHR articles 3 (life), 17 (home) and 25 (food)", ["UDHR 3", "UDHR 17", "UDHR 25"]),
    ("Article 8 (right to respect for family life) of the ECHR", ["ECHR 8"]),
    ("Article 8-bis of the Rome Statute", ["Rome Statute 8 bis"]),
    ("art8 ECHR", ["ECHR 8"]),
    ("Article 3 common to the four Geneva Conventions", ["Geneva Conventions 3"]),
    ("Article 19, International Covenant on Civil & Political Rights", ["ICCPR 19"]),
    ("Article 25 of the UN Declaration of Human Rights", ["UDHR 25"]),
    ("common article 3", ["Geneva Conventions 3"]),
    ("common article 3 of the Geneva Conventions", ["Geneva Conventions 3"]),
    ("common article 1 of the two Covenants", ["ICCPR 1", "ICESCR 1"]),
    ("article 31 of the 1951 Convention", ["Refugee Convention 31"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), [*PROTOCOLS, *ACTS, *JOURNALS, *LISTS])
def test_a_form_is_read_alone(text: str, cited: list[str]) -> None:
    assert [str(reference) for reference in parse_references(text)] == cited


def cited_in(text: str) -> list[str]:
    return [str(each) for found in find_citations(text) for each in found.references]


# Forms that stand in a text: (the text, what it cites)
@pytest.mark.parametrize(
    ("text", "cited"),
    [
        # names given before
        ("The ECHR binds us. Article 8(1) of the Convention is clear.", ["ECHR 8(1)"]),
        ("Article 4 of the European Convention", ["ECHR 4"]),
        ("The ICCPR binds China? Article 9 of the Covenant.", ["ICCPR 9"]),
        ("UDHR 17(2) says so (ibid, 17(1)).", ["UDHR 17(2)", "UDHR 17(1)"]),
        ("UDHR art 5; ibid art 6.", ["UDHR 5", "UDHR 6"]),
        ("UDHR art 5. Id. art. 6.", ["UDHR 5", "UDHR 6"]),
        ("Refugee Convention 33 and the ECHR (“the Convention”): article 3 of the Convention",
         ["Refugee Convention 33", "ECHR 3"]),
        # the Convention and a protocol together
        ("Articles 8 and 14 of, and Article 1 of Protocol No. 1 to, the Convention",
         ["ECHR 8", "ECHR 14", "ECHR Protocol 1 1"]),
        ("The ECHR. Article 14 read with Article 1 of Protocol No. 1",
         ["ECHR 14", "ECHR Protocol 1 1"]),
        ("The ECHR. Article 8 and Article 1 of Protocol No. 1", ["ECHR 8", "ECHR Protocol 1 1"]),
        ("Article 14 taken in conjunction with Article 8 of the ECHR", ["ECHR 14", "ECHR 8"]),
        ("Article 8 ECHR, Protocol 1, Article 2", ["ECHR 8", "ECHR Protocol 1 2"]),
        # articles of a treaty and sections of an Act in one text
        ("The ECHR and the HRA 1998. Article 8 protects homes; section 6 binds councils.",
         ["ECHR 8", "HRA 1998 6"]),
        ("The Human Rights Act is law. Article 8 protects homes.", ["ECHR 8"]),
        # a quotation between
        ("Article 1: “All men are born free” (Universal Declaration of Human Rights)", ["UDHR 1"]),
        # other instruments, which are not those that they sound like
        ("Article 48 of Additional Protocol I", []),
        ("Article 2 of the Optional Protocol to the Convention against Torture", []),
        ("Article 3 of Protocol 7 to the Treaty", []),
        ("The ECHR. Article 5 of the Convention on Cybercrime", []),
        ("Issues P1-3 are open.", []),
        ("Article 5 (GDPR) and Article 12 of the UDHR", ["UDHR 12"]),
    ],
)  # fmt: skip
def test_a_form_is_read_in_its_text(text: str, cited: list[str]) -> None:
    assert cited_in(text) == cited


# (the text, what is said of how it was read)
@pytest.mark.parametrize(
    ("text", "cited", "says"),
    [
        ("Article 8 of the Human Rights Act", ["ECHR 8"], "this is ECHR 8"),
        ("Article 13 of the HRA", ["ECHR 13"], "Schedule 1 does not repeat ECHR 13"),
        ("Section 8 of the ECHR", ["ECHR 8"], "ECHR has articles, not sections"),
        ("article 54 of the Modern Slavery Act", ["MSA 2015 54"], "has sections, not articles"),
        (
            "The ECHR and the Refugee Convention bind us. Article 3 of the Convention",
            [],
            "can mean ECHR or Refugee Convention",
        ),
    ],
)
def test_what_is_not_read_as_written_is_said(text: str, cited: list[str], says: str) -> None:
    (found,) = find_citations(text)
    assert [str(each) for each in found.references] == cited
    assert says in found.remarks[0]


# Human Rights Act 1998, section 1(1)(a) and Schedule 1, Part I.
REPEATED = {*range(2, 13), 14, 16, 17, 18}


@pytest.mark.parametrize("article", range(1, 60))
def test_which_articles_of_the_convention_the_act_repeats(article: int) -> None:
    (found,) = find_citations(f"Article {article} of the Human Rights Act")
    assert [str(each) for each in found.references] == [f"ECHR {article}"]
    is_repeated = "which the Act gives effect to in its Schedule 1" in found.remarks[0]
    assert is_repeated is (article in REPEATED)


def test_a_plain_citation_has_no_remark() -> None:
    assert not any(found.remarks for found in find_citations("UDHR 3, HRA 1998 6, s 54 MSA 2015"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Article 7 of Protocol No. 1", "articles 1 to 6"),
        ("A2P4(5)", "paragraphs (1) to (4)"),
        ("section 70 of the Illegal Migration Act", "sections 1 to 69"),
    ],
)
def test_a_place_that_a_protocol_or_act_lacks_is_refused(text: str, says: str) -> None:
    with pytest.raises(CitationError) as refused:
        parse_references(text)
    assert says in refused.value.message


def test_a_protocol_is_cited_in_full() -> None:
    assert cite("A2P1") == [
        (
            "Protocol 1 to the European Convention for the Protection of Human Rights and"
            " Fundamental Freedoms (ECHR Protocol 1) art 2"
        )
    ]
