"""Forms of address: names and roles as they are met, and what goes on envelope and greeting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigner.representatives.addressing import (
    FormOfAddress,
    form_of_address,
    known_roles,
    office_address,
)
from campaigner.representatives.names import name_key, read_name


def form(name: str, role: str, country: str = "GB", language: str = "en") -> FormOfAddress:
    return form_of_address(
        read_name(name, country=country), role, country=country, language=language
    )


# Names of sitting MPs as the list of members writes them.
MPS = [
    ("Alex Baker", "Alex Baker MP", "Dear Alex Baker"),  # no title: never a guess
    ("Mr Connor Rand", "Mr Connor Rand MP", "Dear Mr Rand"),
    ("Ms Julie Minns", "Ms Julie Minns MP", "Dear Ms Minns"),
    ("Mrs Sharon Hodgson", "Mrs Sharon Hodgson MP", "Dear Mrs Hodgson"),
    ("Dr Rupa Huq", "Dr Rupa Huq MP", "Dear Dr Huq"),
    ("Dr Rosena Allin-Khan", "Dr Rosena Allin-Khan MP", "Dear Dr Allin-Khan"),
    ("Dr Neil Shastri-Hurst", "Dr Neil Shastri-Hurst MP", "Dear Dr Shastri-Hurst"),
    ("Ms Abena Oppong-Asare", "Ms Abena Oppong-Asare MP", "Dear Ms Oppong-Asare"),
    ("Mr Alex Barros-Curtis", "Mr Alex Barros-Curtis MP", "Dear Mr Barros-Curtis"),
    ("Mr Tanmanjeet Singh Dhesi", "Mr Tanmanjeet Singh Dhesi MP", "Dear Mr Dhesi"),
    ("Sir Lindsay Hoyle", "Sir Lindsay Hoyle MP", "Dear Sir Lindsay"),
    ("Sir Iain Duncan Smith", "Sir Iain Duncan Smith MP", "Dear Sir Iain"),
    ("Sir Geoffrey Clifton-Brown", "Sir Geoffrey Clifton-Brown MP", "Dear Sir Geoffrey"),
    ("Dame Meg Hillier", "Dame Meg Hillier MP", "Dear Dame Meg"),
    ("Dame Nia Griffith", "Dame Nia Griffith MP", "Dear Dame Nia"),
    ("Llinos Medi", "Llinos Medi MP", "Dear Llinos Medi"),
]

UK = [
    # what people type: styles in front, letters behind
    ("The Rt Hon Sam Sample MP", "mp", "The Rt Hon Sam Sample MP", "Dear Sam Sample"),
    ("Rt Hon. Sam Sample", "mp", "The Rt Hon Sam Sample MP", "Dear Sam Sample"),
    ("the right honourable Sam Sample", "mp", "The Rt Hon Sam Sample MP", "Dear Sam Sample"),
    ("Rt Hon Mr Sam Sample", "mp", "The Rt Hon Sam Sample MP", "Dear Mr Sample"),
    ("Rt Hon Dr Sam Sample", "mp", "The Rt Hon Dr Sam Sample MP", "Dear Dr Sample"),
    ("Rt Hon Sir Sam Sample KC", "mp", "The Rt Hon Sir Sam Sample KC MP", "Dear Sir Sam"),
    ("Rt Hon Dame Sam Sample DBE MP", "mp", "The Rt Hon Dame Sam Sample DBE MP", "Dear Dame Sam"),
    ("Sam Sample OBE", "mp", "Sam Sample OBE MP", "Dear Sam Sample"),
    ("Sam Sample, CBE, MP", "mp", "Sam Sample CBE MP", "Dear Sam Sample"),
    ("sir sam sample", "mp", "Sir sam sample MP", "Dear Sir sam"),
    ("DR SAM SAMPLE", "mp", "Dr SAM SAMPLE MP", "Dear Dr SAMPLE"),
    ("Professor Sam Sample", "mp", "Professor Sam Sample MP", "Dear Professor Sample"),
    ("Prof. Sam Sample", "mp", "Professor Sam Sample MP", "Dear Professor Sample"),
    ("Prof Dame Sam Sample", "mp", "Professor Dame Sam Sample MP", "Dear Dame Sam"),
    ("Revd Sam Sample", "mp", "Rev Sam Sample MP", "Dear Rev Sample"),
    ("Mx Sam Sample", "mp", "Mx Sam Sample MP", "Dear Mx Sample"),
    ("Miss Sam Sample", "mp", "Miss Sam Sample MP", "Dear Miss Sample"),
    ("Dr Jan van der Sample", "mp", "Dr Jan van der Sample MP", "Dear Dr van der Sample"),
    ("Mr Ifan ap Sampl", "ms", "Mr Ifan ap Sampl MS", "Dear Mr ap Sampl"),
    ("Samplo", "ms", "Samplo MS", "Dear Samplo"),  # one name is a name
    ("Siân Sampl", "ms", "Siân Sampl MS", "Dear Siân Sampl"),
    ("Siân Sampl MS", "ms", "Siân Sampl MS", "Dear Siân Sampl"),
    ("Sam Sample MSP", "msp", "Sam Sample MSP", "Dear Sam Sample"),
    ("Dr Sam Sample", "msp", "Dr Sam Sample MSP", "Dear Dr Sample"),
    ("Sam Sample", "mla", "Sam Sample MLA", "Dear Sam Sample"),
    ("Mrs Sam Sample", "mla", "Mrs Sam Sample MLA", "Dear Mrs Sample"),
    ("Sam Sample", "councillor", "Cllr Sam Sample", "Dear Councillor Sample"),
    ("Cllr Sam Sample", "councillor", "Cllr Sam Sample", "Dear Councillor Sample"),
    ("Councillor Dr Sam Sample", "councillor", "Cllr Dr Sam Sample", "Dear Councillor Sample"),
    (
        "Cllr Jan van der Sample",
        "councillor",
        "Cllr Jan van der Sample",
        "Dear Councillor van der Sample",
    ),
    ("Sam Sample", "mayor", "Sam Sample", "Dear Mayor"),
    ("Sam Sample", "member", "Sam Sample", "Dear Sam Sample"),  # a role without a rule
    # peers, in the order of their ranks
    ("Lord Sample", "lord", "The Lord Sample", "Dear Lord Sample"),
    (
        "Lord Sample of Sampleton",
        "lord",
        "The Lord Sample of Sampleton",
        "Dear Lord Sample of Sampleton",
    ),
    ("The Lord Sample KC", "lord", "The Lord Sample KC", "Dear Lord Sample"),
    ("Rt Hon the Lord Sample", "lord", "The Rt Hon. the Lord Sample", "Dear Lord Sample"),
    ("Baroness Sample", "lord", "The Baroness Sample", "Dear Baroness Sample"),
    ("The Baroness Sample OBE", "lord", "The Baroness Sample OBE", "Dear Baroness Sample"),
    ("Lady Sample", "lord", "The Lady Sample", "Dear Lady Sample"),
    ("Viscount Sample", "lord", "The Viscount Sample", "Dear Lord Sample"),
    ("The Earl of Sample", "lord", "The Earl of Sample", "Dear Lord Sample"),
    ("Earl Sample", "lord", "The Earl Sample", "Dear Lord Sample"),
    ("The Countess of Sample", "lord", "The Countess of Sample", "Dear Lady Sample"),
    ("Marquess of Sample", "lord", "The Most Hon. the Marquess of Sample", "Dear Lord Sample"),
    (
        "The Most Hon. the Marquess of Sample",
        "lord",
        "The Most Hon. the Marquess of Sample",
        "Dear Lord Sample",
    ),
    ("Duke of Sample", "lord", "His Grace the Duke of Sample", "Dear Duke"),
    ("His Grace the Duke of Sample", "lord", "His Grace the Duke of Sample", "Dear Duke"),
    ("The Lord Bishop of Sample", "lord", "The Rt Rev. the Lord Bishop of Sample", "Dear Bishop"),
    (
        "The Rt Rev. the Lord Bishop of Sample",
        "lord",
        "The Rt Rev. the Lord Bishop of Sample",
        "Dear Bishop",
    ),
    (
        "The Archbishop of Sample",
        "lord",
        "The Most Rev. the Lord Archbishop of Sample",
        "Dear Archbishop",
    ),
]

WELSH = [
    ("Alex Baker", "mp", "Alex Baker AS", "Annwyl Alex Baker"),
    ("Mr Connor Rand", "mp", "Mr Connor Rand AS", "Annwyl Mr Rand"),
    ("Siân Sampl", "ms", "Siân Sampl AS", "Annwyl Siân Sampl"),
    ("Siân Sampl AS", "ms", "Siân Sampl AS", "Annwyl Siân Sampl"),
    ("Sir Sam Sampl", "ms", "Syr Sam Sampl AS", "Annwyl Syr Sam"),
    ("Dame Nia Griffith", "mp", "Y Fonesig Nia Griffith AS", "Annwyl Fonesig Nia"),
    ("Rt Hon Sam Sampl", "mp", "Y Gwir Anrh. Sam Sampl AS", "Annwyl Sam Sampl"),
    ("Professor Sam Sampl", "ms", "Yr Athro Sam Sampl AS", "Annwyl Athro Sampl"),
    ("Cllr Sam Sampl", "councillor", "Y Cynghorydd Sam Sampl", "Annwyl Gynghorydd Sampl"),
    ("Lord Sampl", "lord", "The Lord Sampl", "Annwyl Arglwydd Sampl"),
    ("Baroness Sampl", "lord", "The Baroness Sampl", "Annwyl Farwnes Sampl"),
]

ELSEWHERE = [
    ("Sam Sample", "senator", "US", "The Honorable Sam Sample", "Dear Senator Sample:"),
    (
        "Sam T. Sample Jr.",
        "senator",
        "US",
        "The Honorable Sam T. Sample Jr.",
        "Dear Senator Sample:",
    ),
    ("Hon. Sam Sample", "senator", "US", "The Honorable Sam Sample", "Dear Senator Sample:"),
    (
        "Sam Sample",
        "representative",
        "US",
        "The Honorable Sam Sample",
        "Dear Representative Sample:",
    ),
    (
        "Sam Sample III",
        "representative",
        "US",
        "The Honorable Sam Sample III",
        "Dear Representative Sample:",
    ),
    ("Sam Sample", "state-senator", "US", "The Honorable Sam Sample", "Dear Senator Sample:"),
    ("Sam Sample", "governor", "US", "The Honorable Sam Sample", "Dear Governor Sample:"),
    ("Ms Sam Sample", "mp", "CA", "Ms Sam Sample MP", "Dear Ms Sample"),
    ("Sam Sample", "mp", "CA", "Sam Sample MP", "Dear Sam Sample"),
    ("Hon. Sam Sample", "mp", "CA", "The Honourable Sam Sample MP", "Dear Sam Sample"),
    ("Sam Sample", "mpp", "CA", "Sam Sample MPP", "Dear Sam Sample"),
    ("Sam Sample", "councillor", "CA", "Sam Sample", "Dear Councillor Sample"),
    ("Sam Sample", "councillor", "AU", "Sam Sample", "Dear Councillor Sample"),
    ("Dr Sam Sample", "senator", "ZZ", "Dr Sam Sample", "Dear Dr Sample"),  # no table of its own
]


@pytest.mark.parametrize(("name", "envelope", "greeting"), MPS)
def test_mps_by_the_title_in_their_name(name: str, envelope: str, greeting: str) -> None:
    assert form(name, "mp") == FormOfAddress(envelope, greeting)


@pytest.mark.parametrize(("name", "role", "envelope", "greeting"), UK)
def test_the_united_kingdom(name: str, role: str, envelope: str, greeting: str) -> None:
    assert form(name, role) == FormOfAddress(envelope, greeting)


@pytest.mark.parametrize(("name", "role", "envelope", "greeting"), WELSH)
def test_welsh(name: str, role: str, envelope: str, greeting: str) -> None:
    assert form(name, role, language="cy") == FormOfAddress(envelope, greeting)


@pytest.mark.parametrize(("name", "role", "country", "envelope", "greeting"), ELSEWHERE)
def test_other_countries(name: str, role: str, country: str, envelope: str, greeting: str) -> None:
    assert form(name, role, country) == FormOfAddress(envelope, greeting)


def test_there_are_enough_cases() -> None:
    assert len(MPS) + len(UK) + len(WELSH) + len(ELSEWHERE) >= 80


@pytest.mark.parametrize(
    ("post", "language", "greeting"),
    [
        ("Secretary of State for Sampling", "en", "Dear Secretary of State"),
        ("Secretary of State for Sampling", "cy", "Annwyl Ysgrifennydd Gwladol"),
        ("Parliamentary Under Secretary of State", "en", "Dear Minister"),
        ("Minister of State for Sampling", "cy", "Annwyl Weinidog"),
        ("Prime Minister", "en", "Dear Prime Minister"),
        ("Chancellor of the Exchequer", "en", "Dear Chancellor"),
    ],
)
def test_a_minister_is_greeted_by_the_office_where_wanted(
    post: str, language: str, greeting: str
) -> None:
    name = read_name("Sam Sample")
    as_minister = form_of_address(name, "mp", language=language, post=post, as_minister=True)
    assert as_minister.salutation == greeting
    assert form_of_address(name, "mp", post=post).salutation == "Dear Sam Sample"


def test_parts_that_the_data_gives_win() -> None:
    name = read_name("Sam de Sample Other", title="Dr", given="Sam", family="de Sample Other")
    assert form_of_address(name, "mp").salutation == "Dear Dr de Sample Other"
    counsellor = form_of_address(read_name("Sam Sample"), "mp", privy_counsellor=True)
    assert counsellor.envelope_name == "The Rt Hon Sam Sample MP"


@pytest.mark.parametrize(
    ("role", "country", "language", "last"),
    [
        ("mp", "GB", "en", "SW1A 0AA"),
        ("lord", "GB", "en", "SW1A 0PW"),
        ("msp", "GB", "en", "EH99 1SP"),
        ("ms", "GB", "cy", "CF99 1SN"),
        ("mla", "GB", "en", "BT4 3XX"),
        ("senator", "US", "en", "Washington, DC 20510"),
    ],
)
def test_the_address_of_the_house(role: str, country: str, language: str, last: str) -> None:
    assert office_address(role, country, language)[-1] == last


def test_a_role_without_a_house_has_no_address() -> None:
    assert office_address("councillor") == ()


@given(
    name=st.text(
        st.characters(categories=["L", "Zs", "Pd"], max_codepoint=0x24F), min_size=1, max_size=40
    ).filter(str.strip),
    role=st.sampled_from(sorted(known_roles())),
    country=st.sampled_from(["GB", "US", "CA", "FR"]),
    language=st.sampled_from(["en", "cy"]),
)
def test_every_name_gets_a_form_of_address(
    name: str, role: str, country: str, language: str
) -> None:
    made = form(name, role, country, language)
    assert made.envelope_name
    assert made.salutation
    for text in (made.envelope_name, made.salutation):
        assert text == " ".join(text.split())
        assert "{" not in text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sir Sam Sample KC MP", "Sam Sample"),
        ("Rt Hon Siân O’Sampl", "sian o'sampl"),
        ("Cllr Dr Sam Sample", "Sam Sample"),
    ],
)
def test_names_are_compared_without_titles_honours_and_accents(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
