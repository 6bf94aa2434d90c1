"""Citations as they stand in public judgments, Hansard, reports and briefings: none read wrongly.

A text that names its instrument earlier is shortened with “…”.
"""

from __future__ import annotations

import pytest

from campaigner.instruments.citations import find_citations

P1 = "ECHR Protocol 1 "
UKHRB = "UK Human Rights Blog, index of articles"
HRA = "Human Rights Act 1998, legislation.gov.uk"
BIHR = "British Institute of Human Rights, the right to education"
CRIN = "CRIN, summary of R (SG) v Secretary of State for Work and Pensions"
POLICY = "Modern Slavery PEC, analysis of section 63, 2 August 2024"
FACTSHEET = "ECtHR factsheet, collective expulsions of aliens, October 2022"
HORNE = "A. Horne and S. Choudhry, evidence to a Lords committee, 109463"
STRASBOURG = "ECtHR, Mardosai v Lithuania (42434/15), 11 July 2017"
ILPA = "Immigration Law Practitioners’ Association, evidence 120029"

# (where it stands, its words, what they cite)
PUBLIC = [
    # judgments
    ("R (SG) v Secretary of State for Work and Pensions [2015] UKSC 16, 1",
     ("contrary to article 14 of the European Convention on Human Rights (“the ECHR”) read with"
     " article 1 of Protocol No 1 to the ECHR (“A1P1”)."), ["ECHR 14", P1 + "1", P1 + "1"]),
    ("R (ABW) v Home Secretary [2025] EWHC 3280 (Admin), 1",
     "pursuant to section 63(1) Nationality and Borders Act 2022 (“NABA”)", ["NABA 2022 63(1)"]),
    ("R (ABW) v Home Secretary [2025] EWHC 3280 (Admin), 2",
     "the automatic deportation provisions in section 32 UK Borders Act", []),
    ("SC v Secretary of State for Work and Pensions [2018] EWHC 864 (Admin), 2",
     "S9 of the Tax Credit Act 2002 and s10 of the Welfare Reform Act 2012", []),
    (STRASBOURG, ("This judgment has become final under Article 44 § 2 of the Convention …"
     " Convention for the Protection of Human Rights and Fundamental Freedoms (“the Convention”)"),
     []),
    (STRASBOURG, ("lodged with the Court under Article 34 of the Convention for the Protection of"
     " Human Rights and Fundamental Freedoms (“the Convention”) by two"), ["ECHR 34"]),
    (STRASBOURG, ("the Convention for the Protection of Human Rights and Fundamental Freedoms (“the"
     " Convention”) … The applicants complained under Article 2 of the Convention regarding"),
     ["ECHR 2"]),
    ("ECtHR, Khlaifia v Italy (16483/12), opinion of Judge Dedov", ("ECHR … the irregular migrants"
     " was reasonable (Article 5 § 1 (f)), and the authorities complied"), ["ECHR 5(1)(f)"]),
    ("ECtHR, Hutten-Czapska v Poland, in swarb.co.uk", ("in the structure of article 1 of Protocol"
     " No 1 as a whole."), [P1 + "1"]),
    ("ECtHR, Hutten-Czapska v Poland, in swarb.co.uk", "a fair balance in cases under A1P1: ‘Not",
     [P1 + "1"]),
    (CRIN, "European Convention on Human Rights, Article 8: Right to respect", ["ECHR 8"]),
    (CRIN, "European Convention on Human Rights, Protocol 1, Article 1: Protection of possessions",
     [P1 + "1"]),
    (CRIN, ("Charter of Fundamental Rights of the European Union, Article 24(2): The rights of the"
     " child"), []),
    (CRIN, ("in Article 14 of the European Convention on Human Rights (ECHR) in conjunction with"
     " the right to peaceful enjoyment of one’s possessions under Article 1 of Protocol 1 of the"
     " ECHR"),
     ["ECHR 14", P1 + "1"]),
    # Parliament
    ("Hansard, Commons, 26 April 2016, P. Grady", "Article 3 of protocol 1 of the ECHR states:",
     [P1 + "3"]),
    ("Hansard, Lords, 28 June 2023, Lord Kerr",
     "Article 35 and the preamble to the refugee convention give UNHCR the task",
     ["Refugee Convention 35", "Refugee Convention preamble"]),
    ("Hansard, Lords, 24 May 2023, Baroness Chakrabarti",
     "the Council of Europe Convention on Action against Trafficking in Human Beings, I support",
     []),
    ("Joint Committee on Human Rights, 4th report 2004–05, summary", ("compliance with Article 8"
     " ECHR (right to respect for private and family life) of provisions in Part 1"), ["ECHR 8"]),
    ("Joint Committee on Human Rights, 4th report 2004–05, summary",
     "the Minister under section 19 of the Human Rights Act 1998 in respect", ["HRA 1998 19"]),
    ("Joint Committee on Human Rights, 14th report 2001–02, 1",
     "Section 19 of the Human Rights Act requires every", ["HRA 1998 19"]),
    (HORNE, ("the Istanbul Convention … two reservations which would be entered under Article 78(2)"
     " of the Convention. A"), ["Istanbul Convention 78(2)"]),
    (HORNE, ("the Istanbul Convention … relate to: (a) Article 44 of the Convention which would"
     " otherwise"), ["Istanbul Convention 44"]),
    (ILPA, "Section 19 HRA", ["HRA 1998 19"]),
    (ILPA, "under section 19 of the Human Rights Act 1998 (‘HRA’) cannot be made", ["HRA 1998 19"]),
    (ILPA, "Section 3 HRA", ["HRA 1998 3"]),
    ("NCW, recommendation on the Istanbul Convention", ("(‘Istanbul Convention’) … the"
     " provisions laid down in Article 44, paragraph 3 and Article 59 of the Convention"),
     ["Istanbul Convention 44(3)", "Istanbul Convention 59"]),
    # statutes
    (HRA + ", s 1(1)(b)", "(b) Articles 1 to 3 of the First Protocol, and",
     [P1 + "1", P1 + "2", P1 + "3"]),
    (HRA + ", s 1(1)(c)", "(c) Article 1 of the Thirteenth Protocol", ["ECHR Protocol 13 1"]),
    (HRA + ", s 1(1)(c) as enacted", "(c) Articles 1 and 2 of the Sixth Protocol",
     ["ECHR Protocol 6 1", "ECHR Protocol 6 2"]),
    (HRA + ", Sch 1, art 4(3)(a)", "according to the provisions of Article 5 of this Convention or",
     []),
    ("Nationality and Borders Act 2022, headings of Part 2",
     "30 Refugee Convention: general … 32 Article 1(A)(2): well-founded fear",
     ["Refugee Convention 1A(2)"]),
    # reports and guides of the European and UN bodies
    (FACTSHEET, ("Article 4 (prohibition of collective expulsion of aliens) of Protocol No. 4 to"
     " the European Convention on Human Rights:"), ["ECHR Protocol 4 4"]),
    (FACTSHEET, "a violation of Article 4 of Protocol No. 4 to the Convention, noting",
     ["ECHR Protocol 4 4"]),
    ("ECtHR guide on Article 2 of Protocol No. 4, 30 April 2022",
     "Guide on Article 2 of Protocol No. 4 - Freedom of movement", ["ECHR Protocol 4 2"]),
    ("Protocol No. 4, preamble", ("included in Section I of the Convention for the Protection of"
     " Human Rights and Fundamental Freedoms"), []),
    ("Protocol No. 4, preamble", "and in Articles 1 to 3 of the First Protocol, signed at Paris on",
     [P1 + "1", P1 + "2", P1 + "3"]),
    ("UNHCR, guidelines on exclusion", ("the Exclusion Clauses: Article 1F of the 1951 Convention"
     " relating to the Status of Refugees"), ["Refugee Convention 1F"]),
    ("UNHCR, summary conclusions on article 31", "Article 31 of the 1951 Convention",
     ["Refugee Convention 31"]),
    ("UNODC, Sherloc, module 10", ("is article 9 of the International Covenant on Civil and"
     " Political Rights (ICCPR), which"), ["ICCPR 9"]),
    ("CEDAW Committee, report of its 34th session", ("Convention on the Elimination of All Forms of"
     " Discrimination against Women … reports under article 18 of the Convention"), ["CEDAW 18"]),
    ("CEDAW Committee, report of its 34th session", ("Optional Protocol to the Convention on the"
     " Elimination of All Forms of Discrimination against Women … issues arising from article 2 of"
     " the Optional Protocol"), ["CEDAW-OP 2"]),
    ("Inter-Parliamentary Union, handbook on CEDAW",
     "Article 1, Convention on the Elimination of All Forms of Discrimination against Women, 1979",
     ["CEDAW 1"]),
    ("espchhelp.ru, contents of the two Optional Protocols", ("The First Optional Protocol is"
     " procedural … Articles 1, 2, 3 and 5 of the Protocol define"),
     ["ICCPR-OP1 1", "ICCPR-OP1 2", "ICCPR-OP1 3", "ICCPR-OP1 5"]),
    ("AILA, brief in Matter of Meddah", ("The Senate declaration that Articles 1-16 of the Torture"
     " Convention are"), [f"CAT {number}" for number in range(1, 17)]),
    ("Wikipedia, Human Rights Committee, 2018",
     "Article 28 of the ICCPR states … As stated in Articles 29 and 30 of the ICCPR, they",
     ["ICCPR 28", "ICCPR 29", "ICCPR 30"]),
    ("Wikipedia, Human Rights Committee, 2018", "the ICCPR … Based on Article 32, they serve",
     ["ICCPR 32"]),
    # campaigners, chambers and scholars
    (UKHRB, "Protocol 1 Art.1 of the European Convention on Human Rights provides:", [P1 + "1"]),
    (UKHRB, "Article 2 Protocol 1 provides:", [P1 + "2"]),
    (UKHRB, "a reservation in respect of the Protocol 1 Article 2 which applies", [P1 + "2"]),
    ("EachOther, the right to education", "Protocol 1, Article 2 of the Human Rights Act.",
     [P1 + "2"]),
    ("Equality and Human Rights Commission, right to education",
     "Protocol 1, Article 2 protects your right", [P1 + "2"]),
    ("Liberty, yourrights.org.uk", "Article 2 of the First Protocol guarantees", [P1 + "2"]),
    (BIHR, "is protected by Article 2, Protocol 1 of the Human Rights Act.", [P1 + "2"]),
    (BIHR, "in conjunction with Article 14 of the Human Rights Act – The Right", ["ECHR 14"]),
    ("Monckton Chambers, guide to A2P1, 21 July 2021", ("is protected by Article 2, Protocol 1"
     " (“A2P1”) found within Schedule 1 HRA 98."), [P1 + "2", P1 + "2"]),
    ("Falcon Chambers, human rights and property, May 2016",
     "in accordance with the ECHR by reason of section\n6 of the HRA. The", ["HRA 1998 6"]),
    ("Property and the Human Rights Act 1998, preface", ("as defined in Article 1 of the First"
     " Protocol to the European Convention on Human Rights (other"), [P1 + "1"]),
    ("Unlocking the First Protocol, abstract",
     "Article 1 of Protocol No 1 of the European Convention on Human Rights consists",
     [P1 + "1"]),
    (POLICY, "under Article 4 of the European Convention of Human Rights (ECHR) and the",
     ["ECHR 4"]),
    (POLICY, "Section 63 (3) NABA and relevant provisions", ["NABA 2022 63(3)"]),
    (POLICY, "obligations contained in Article 13 (3) ECAT. As", ["ECAT 13(3)"]),
    (POLICY, "(Articles 4 and 14 ECHR and Articles 3 and 10 ECAT)",
     ["ECHR 4", "ECHR 14", "ECAT 3", "ECAT 10"]),
    ("NCW, recommendation on the Istanbul Convention", ("(‘Istanbul Convention’) … the reservation"
     " applied to Article 44(3) means"), ["Istanbul Convention 44(3)"]),
    ("thefreelibrary.com, collective expulsion of aliens", ('the European Convention on Human'
     ' Rights (hereafter: "ECHR") … within the meaning of Article 34, according'), ["ECHR 34"]),
    ("J. Lhotský, CYIL 6 (2015)", "self- defence according to Art. 51 of the UN Charter. Second",
     ["UN Charter 51"]),
    ("J. Lhotský, CYIL 6 (2015)", ("In 1998 the Rome Statute … the definition of a crime of"
     " aggression (Art. 8 bis) and … with regard to this crime (Art. 15 bis and Art. 15 ter)"),
     ["Rome Statute 8 bis", "Rome Statute 15 bis", "Rome Statute 15 ter"]),
    ("M. Cohn, opednews.com, April 2022", ("prohibited by the ICC's Rome Statute. Article 8bis"
     " defines the crime"), ["Rome Statute 8 bis"]),
    ("K. Godara, Novum Jus 13 (2019)", "OF ARTICLE 8 BIS OF THE ROME STATUTE",
     ["Rome Statute 8 bis"]),
    ("J. Trahan, ASIL Insights 26(2)", ("what would become the ICC's Rome Statute.[8] … it was"
     " agreed, in Article 5(1), that there were"), ["Rome Statute 5(1)"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cited"), [case[1:] for case in PUBLIC])
def test_a_public_citation_is_read_as_it_is_meant(text: str, cited: list[str]) -> None:
    found = find_citations(text)
    assert [str(each) for citation in found for each in citation.references] == cited
    assert not any(citation.mistakes for citation in found)


def test_the_table_has_more_than_sixty_forms_each_with_its_source() -> None:
    assert len({(where, text) for where, text, _ in PUBLIC}) >= 60
    assert all(where for where, _, _ in PUBLIC)
