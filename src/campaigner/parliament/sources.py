"""Where the rules of the parliaments are written, as they were found and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

READ = date(2026, 11, 27)
"""The day on which the sources were looked up, in stored copies: of long pages, their beginning."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page with rules: its title, its address, and what is known of the age of the copy."""

    title: str
    address: str
    copy: str


COMMONS_RULES = Source(
    "Guide to Procedure, Rules for paper petitions",
    "https://guidetoprocedure.parliament.uk/articles/o6p31XXN",
    "a copy of 2020 or 2021",
)
COMMONS_EXAMPLE = Source(
    "Guide to Procedure, Example of paper petition",
    "https://guidetoprocedure.parliament.uk/articles/cW8OBn2D",
    "an undated copy",
)
COMMONS_FORMALLY = Source(
    "Guide to Procedure, How to present a paper petition formally",
    "https://guidetoprocedure.parliament.uk/articles/x2XCEOCd",
    "an undated copy",
)
COMMONS_INFORMALLY = Source(
    "Guide to Procedure, How to present a paper petition informally",
    "https://guidetoprocedure.parliament.uk/articles/r44KBBr3",
    "an undated copy",
)
COMMONS_OVERVIEW = Source(
    "Guide to Procedure, Paper petitions",
    "https://guidetoprocedure.parliament.uk/collections/yCD55HjZ",
    "an undated copy",
)
COMMONS_2015 = Source(
    "Public petitions to the House of Commons",
    "http://webarchive.parliament.uk/20150206172328/http:/www.parliament.uk/get-involved/"
    "have-your-say/petitioning/public-petitions/",
    "a copy of February 2015",
)
TOP_SHEET_2004 = Source(
    "Procedure Committee, fifth report of 2003–04, Public petitions, paragraph 1",
    "https://publications.parliament.uk/pa/cm200304/cmselect/cmproced/1248/124804.htm",
    "2004",
)
LORDS_COMPANION = Source(
    "Companion to the Standing Orders of the House of Lords, paragraphs 3.74 to 3.79",
    "https://yumpu.com/en/document/view/25583403/house-of-lords-united-kingdom-parliament/61",
    "the 22nd edition, 2010",
)
SENEDD_FORM = Source(
    "Determination by the Presiding Officer of the Proper Form of Petitions (Standing Order 23.3)",
    "https://petitions.senedd.wales/rules",
    "an undated copy",
)
SENEDD_HELP = Source(
    "Senedd, How petitions work",
    "https://petitions.senedd.wales/help",
    "an undated copy; the same text was last updated on 16 December 2024 at prep.senedd.wales",
)
ASSEMBLY_HELP = Source(
    "National Assembly for Wales, How to petition the Assembly",
    "https://www.assembly.wales/en/gethome/e-petitions/how-to-petition/Pages/How-to-Petition.aspx",
    "a copy from before 2020",
)
SCOTTISH_RULES = Source(
    "Scottish Parliament, Rules about petitions",
    "https://petitions.parliament.scot/rules",
    "an undated copy",
)
SCOTTISH_FORM = Source(
    "Scottish Parliament, Determination on proper form of petitions",
    "https://www.parliament.scot/get-involved/petitions/about-petitions/"
    "determination-on-proper-form-of-petitions",
    "an undated copy",
)
SCOTTISH_SITE = Source(
    "Scottish Parliament, form for a new petition",
    "https://nrs.preservation.mirrorweb.com/public/20220217132821mp_/"
    "https://petitions.parliament.scot/petitions/check",
    "a copy of February 2022",
)
E_PETITION_STANDARDS = Source(
    "UK Government and Parliament, Standards for petitions",
    "https://petition.parliament.uk/standards",
    "an undated copy",
)
E_PETITION_HELP = Source(
    "UK Government and Parliament, How petitions work",
    "https://petition.parliament.uk/help",
    "an undated copy, which does not give the lengths: they are those of the site’s form",
)
MOTION_RULES = Source(
    "Erskine May, Early Day Motions, section 4753",
    "https://erskinemay.parliament.uk/section/4753",
    "the 25th edition, read on 26 November 2026; not found again a day later",
)
MOTION_LENGTH = Source(
    "Mr Speaker’s statement, House of Commons Debates, 22 July 1983, volume 46, column 692",
    "https://api.parliament.uk/historic-hansard/commons/1983/jul/22/private-members-motions",
    "1983",
)
MOTION_TITLES = Source(
    "Erskine May, paragraph 20.15",
    "https://erskinemay.parliament.uk/section/4751/other-rules-relating-to-content-of-motions/",
    "the 25th edition",
)
QUESTION_FACTSHEET = Source(
    "House of Commons Information Office, Factsheet P1, Parliamentary Questions",
    "https://docslib.org/doc/11870168/parliamentary-questions-revised-august-2010",
    "August 2010, since archived",
)
QUESTION_VAGUE = Source(
    "Procedure Committee, third report of 2008–09, paragraph 12, from Erskine May",
    "https://publications.parliament.uk/pa/cm200809/cmselect/cmproced/859/85906.htm",
    "2009",
)
QUESTION_DEVOLVED = Source(
    "Memorandum from the Principal Clerk, Table Office, with the resolution of 25 October 1999",
    "https://publications.parliament.uk/pa/cm200102/cmselect/cmproced/622/2052102.htm",
    "2002",
)
QUESTION_LENGTH = Source(
    "Deputy Head of the Table Office, Parliamentary Questions (slides)",
    "https://www.slideshare.net/ParliamentaryOutreach/parliamentary-questions",
    "undated",
)
QUESTION_TONE = Source(
    "Julian Lewis MP, How to ask a written parliamentary question, The House, 15 May 2023",
    "https://julianlewis.net/essays-and-topics/mps-toolkit-how-ask-written-parliamentary-question",
    "2023; a Member’s advice",
)
