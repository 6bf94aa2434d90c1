"""Signing by a form, as the web page and the command line do it: told by those who sign."""

from __future__ import annotations

import io
from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigner.email_doubts import CheckEmail
from campaigner.errors import UsageError
from campaigner.forms import FormRefused
from campaigner.opening import OpenWorkspace
from campaigner.petitions.opening import OpenPetition, open_petition
from campaigner.petitions.signing.applying import ChooseArea, NotOpen, Signed, SigningOutcome, apply
from campaigner.petitions.signing.form import SigningForm
from campaigner.representatives.postcodes import parse_postcode
from campaigner.store import areas, consents, postcodes, signatures
from campaigner.store.consents import Permission, Words
from campaigner.store.database import Database, transaction
from campaigner.store.letter_consents import has_agreed
from campaigner.vocabulary.consents import ContactPurpose
from campaigner.workspace import Workspace
from conftest import Command
from examples import examples
from petitioners import SLUG, the_signature

SUZIE = SigningForm("Suzie Sample", "suzie@example.org", "AB10 1AB")
PARTNERS = """
[[partners]]
name = "Sample Bakers"
consent = { en = "May Sample Bakers write to you?", cy = "A gaiff Sample Bakers ysgrifennu?" }
"""


@pytest.fixture
def petition(here: OpenWorkspace) -> OpenPetition:
    """The shipped campaign's petition, open."""
    return open_petition(here, SLUG)


@pytest.fixture
def open_already(petition: OpenPetition) -> OpenPetition:
    """The petition after its first signature: it is not asked any more whether it may open."""
    apply(petition, SUZIE)
    return petition


@pytest.fixture
def two_areas(database: Database) -> tuple[str, str]:
    """AB10 1AB lies in two constituencies, CF10 1AA in one of them; their codes."""
    codes = ("S14000107", "W07000081")
    with transaction(database) as connection:
        ids = [
            areas.add(connection, "uk-constituency", code, f"Area {code[0]}", code.lower())
            for code in codes
        ]
        both = postcodes.area_set(connection, ids, terminated=False)
        one = postcodes.area_set(connection, ids[1:], terminated=False)
        numbers = [parse_postcode(text).number for text in ("AB10 1AB", "CF10 1AA")]
        postcodes.put(connection, [(numbers[0], both), (numbers[1], one)])
    return codes


def area_of(petition: OpenPetition, done: object) -> str:
    assert isinstance(done, Signed)
    return the_signature(petition.database, done.signature).area


def problems_in(petition: OpenPetition, form: SigningForm) -> dict[str, str]:
    """What is wrong in a form: the code of the problem in each field."""
    with pytest.raises(FormRefused) as refused:
        apply(petition, form)
    assert all(each.message for each in refused.value.problems)
    return {each.path: each.code for each in refused.value.problems}


def test_suzie_fills_in_the_least_and_signs(petition: OpenPetition) -> None:
    done = apply(petition, SUZIE)
    assert isinstance(done, Signed)
    assert done.outcome is SigningOutcome.PENDING
    kept = the_signature(petition.database, done.signature)
    assert (kept.country, kept.language, kept.source, kept.area) == ("GB", "en", "web", "")


@pytest.mark.parametrize(
    ("country", "postcode", "kept"),
    [
        ("gb", "ab101ab", ("GB", "AB10 1AB")),
        (" Uk ", "AB10 1AB", ("GB", "AB10 1AB")),
        ("ie", "D02 X285", ("IE", "D02 X285")),
        ("us", "20001-1234", ("US", "20001")),
        ("fr", "", ("FR", "")),
        ("xk", "10000", ("XK", "10000")),
        ("Wales", "CF10 1AA", ("GB", "CF10 1AA")),
    ],
)
def test_a_country_is_taken_as_people_write_it(
    petition: OpenPetition, country: str, postcode: str, kept: tuple[str, str]
) -> None:
    done = apply(petition, replace(SUZIE, country=country, postcode=postcode))
    assert isinstance(done, Signed)
    signature = the_signature(petition.database, done.signature)
    assert (signature.country, signature.postcode) == kept


@pytest.mark.parametrize("country", ["ZZ", "EU", "UN", "", "G", "12", "Ruritania"])
def test_a_country_that_there_is_not_is_refused(petition: OpenPetition, country: str) -> None:
    assert problems_in(petition, replace(SUZIE, country=country)) == {"country": "unknown-country"}


def test_suzie_makes_every_mistake_and_hears_of_all_at_once(petition: OpenPetition) -> None:
    form = SigningForm(
        name="www.example.org",
        email="suzie at example.org",
        postcode="!",
        country="ZZ",
        language="xx",
        source="nobody",
        area="E99",
        consents=("Nobody",),
    )
    assert problems_in(petition, form) == {
        "name": "invalid-name",
        "email": "invalid-email",
        "postcode": "invalid-postcode",
        "country": "unknown-country",
        "language": "unknown-language",
        "source": "unknown-source",
        "area": "unknown-area",
        "consents": "unknown-consents",
    }
    assert signatures.last_id(petition.database.conn) == 0


def test_tomos_chooses_among_the_areas_of_his_postcode(
    petition: OpenPetition, two_areas: tuple[str, str]
) -> None:
    asked = apply(petition, SUZIE)
    assert isinstance(asked, ChooseArea)
    assert [area.code for area in asked.areas] == list(two_areas)
    assert signatures.last_id(petition.database.conn) == 0
    assert area_of(petition, apply(petition, replace(SUZIE, area=two_areas[1]))) == two_areas[1]


def test_tomos_does_not_say_which_area_and_signs_without_one(
    petition: OpenPetition, two_areas: tuple[str, str]
) -> None:
    assert area_of(petition, apply(petition, replace(SUZIE, area=""))) == ""


@pytest.mark.parametrize("area", [None, ""])
def test_nobody_is_asked_for_the_only_area(
    petition: OpenPetition, two_areas: tuple[str, str], area: str | None
) -> None:
    form = replace(SUZIE, postcode="CF10 1AA", area=area)
    assert area_of(petition, apply(petition, form)) == two_areas[1]


@pytest.mark.parametrize(
    ("postcode", "area", "refused"),
    [
        ("CF10 1AA", "S14000107", True),  # it lies in the other one
        ("AB10 1AB", "nowhere", True),
        ("M1 1AA", "nowhere", True),
        ("M1 1AA", "S14000107", False),  # not in the table: any area of the scheme will do
    ],
)
@pytest.mark.usefixtures("two_areas")
def test_an_area_has_to_be_one_of_the_postcode(
    petition: OpenPetition, postcode: str, area: str, refused: bool
) -> None:
    form = replace(SUZIE, postcode=postcode, area=area)
    if refused:
        assert problems_in(petition, form) == {"area": "unknown-area"}
    else:
        assert area_of(petition, apply(petition, form)) == area


def test_mair_signs_in_welsh_and_says_what_may_be_done(here: OpenWorkspace, bread: object) -> None:
    definition = here.workspace.campaign_folder("bread") / "campaign.toml"
    definition.write_text(definition.read_text("utf-8") + PARTNERS, encoding="utf-8")
    petition = open_petition(here, "bread")
    form = replace(SUZIE, language="CY", consents=("Sample Bakers", "sample-bakers"), letter=True)
    done = apply(petition, form)
    assert isinstance(done, Signed)
    connection = petition.database.conn
    assert the_signature(petition.database, done.signature).language == "cy"
    (given,) = consents.permissions_of(connection, consents.SIGNATURES, done.signature)
    assert given == Permission(
        "sample-bakers",
        ContactPurpose.CAMPAIGN,
        words=Words("cy", "A gaiff Sample Bakers ysgrifennu?"),
    )
    assert has_agreed(connection, done.signature)


@pytest.mark.parametrize("asked", ["", "suzie@gmal.com"])
def test_suzie_is_asked_once_whether_her_address_is_what_she_meant(
    petition: OpenPetition, asked: str
) -> None:
    mistyped = replace(SUZIE, email="suzie@GMIAL.com", asked=asked)
    assert apply(petition, mistyped) == CheckEmail("suzie@gmial.com", "suzie@gmail.com")
    assert signatures.last_id(petition.database.conn) == 0
    done = apply(petition, replace(mistyped, asked="suzie@gmial.com"))
    assert isinstance(done, Signed)
    assert the_signature(petition.database, done.signature).email == "suzie@gmial.com"


def test_nobody_is_asked_for_corrections_before_the_petition_opens(petition: OpenPetition) -> None:
    early = replace(petition, now=petition.petition.opens_at - 1)
    with pytest.raises(NotOpen) as refused:
        apply(early, SigningForm("", "", ""))
    assert refused.value.details == {"opens": "2026-12-10"}


def test_the_second_from_one_network_within_a_minute_is_suspect(petition: OpenPetition) -> None:
    wishes = [replace(SUZIE, email=f"suzie{number}@example.org") for number in range(3)]
    mapped = ("203.0.113.7", "::ffff:203.0.113.7", "::ffff:203.0.113.8")  # as dual servers see them
    done = [apply(petition, wish, network=each) for wish, each in zip(wishes, mapped, strict=True)]
    outcomes = [each.outcome for each in done if isinstance(each, Signed)]
    assert outcomes == [SigningOutcome.PENDING, SigningOutcome.SUSPECT, SigningOutcome.PENDING]


def test_in_a_rehearsal_nobody_is_suspect_for_their_network(petition: OpenPetition) -> None:
    settings = petition.workspace.root / "campaigner.toml"
    text = settings.read_text("utf-8").replace("# on = false", "on = true")
    settings.write_text(text, "utf-8")
    wishes = [replace(SUZIE, email=f"suzie{number}@example.org") for number in range(2)]
    done = [apply(petition, each, network="203.0.113.7") for each in wishes]
    outcomes = [each.outcome for each in done if isinstance(each, Signed)]
    assert outcomes == [SigningOutcome.PENDING, SigningOutcome.PENDING]


def test_a_network_that_is_no_address_is_refused(petition: OpenPetition) -> None:
    with pytest.raises(UsageError, match="not a valid IP address"):
        apply(petition, SUZIE, network="testclient")
    assert signatures.last_id(petition.database.conn) == 0


def texts(*likely: str) -> st.SearchStrategy[str]:
    """Anything that can be typed or sent, also bytes that are no text; and what may be right."""
    anything = st.text(st.characters(), max_size=60)  # with lone surrogates, as of wrong bytes
    return anything | st.sampled_from(likely).flatmap(
        lambda text: st.sampled_from([text, text.lower(), f" {text}\t", text * 2, text[:-1]])
    )


FORMS = st.builds(
    SigningForm,
    name=texts("Suzie Sample", "李明"),
    email=texts("suzie@example.org", "s+x@gmail.com"),
    postcode=texts("AB10 1AB", "20001", "K1A 0B1", "D02 X285"),
    country=texts("GB", "US", "IE", "UK", "ZZ"),
    language=texts("en", "cy"),
    source=texts("web", "paper", "amira"),
    area=st.none() | texts("S14000107"),
    consents=st.lists(texts("rene-cassin"), max_size=2).map(tuple),
    letter=st.booleans(),
)
FIELDS = {field.name for field in fields(SigningForm)}


@given(form=FORMS)
@settings(
    max_examples=examples(200),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_is_typed_signs_or_is_refused_by_its_field(
    open_already: OpenPetition, form: SigningForm
) -> None:
    fields_refused: set[str] = set()
    done: object = None
    try:
        done = apply(open_already, form)
    except FormRefused as refused:
        fields_refused = {each.path for each in refused.problems}
    assert fields_refused <= FIELDS
    assert bool(fields_refused) is not isinstance(done, Signed)


@pytest.mark.parametrize(
    ("options", "code", "lines"),
    [
        (["--country", "gb"], 0, ["Signing says: I agree that Sample Rights", "Check the inbox"]),
        (
            ["--email", "suzie@gmial.com"],
            0,
            [
                "Signing says: ",
                "Did you mean suzie@gmail.com? If so, sign again",
                "Check the inbox",
            ],
        ),
        (["--country", "ZZ"], 2, ["Error: --country: This is not a known country. Write"]),
        (["--language", "xx"], 2, ["Error: --language: Unknown language “xx”."]),
        (["--postcode", "XX1 1XX"], 1, ["Error: --postcode: “XX1 1XX” is not a valid postcode."]),
        (
            ["--source", "nobody", "--email", "suzie"],
            2,
            ["Error: --email: ", "Error: --source: Unknown source “nobody”."],
        ),
        (["--consent", "Nobody"], 2, ["Error: --consent: Unknown partner"]),
        (["--source", "\udcff"], 2, ["Error: --source: This contains characters"]),
    ],
)
def test_each_mistake_is_one_line_that_names_the_option(
    campaigner: Command,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    code: int,
    lines: list[str],
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    suzie = ["--name", "Suzie Sample", "--email", "suzie@example.org", "--postcode", "AB10 1AB"]
    called = campaigner("petition", "sign", SLUG, *suzie, *options)
    assert called.code == code
    assert len(called.stderr.splitlines()) == len(lines)
    for line, start in zip(called.stderr.splitlines(), lines, strict=True):
        assert line.startswith(start)


def test_before_the_first_day_the_command_says_how_to_rehearse(
    campaigner: Command, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-01T12:00:00")
    suzie = ["--name", "Suzie Sample", "--email", "suzie@example.org", "--postcode", "AB10 1AB"]
    called = campaigner("petition", "sign", SLUG, *suzie)
    assert called.code == 1
    assert "opens on 2026-12-10" in called.stderr
    assert "CAMPAIGNER_NOW=2026-12-10T12:00:00" in called.stderr


class Terminal(io.StringIO):
    """A terminal at which somebody has typed ahead."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "area", "code"),
    [("W07000081\n", "W07000081", 0), ("\n", "", 0), ("W1\n", None, 2)],
)
@pytest.mark.usefixtures("two_areas")
def test_at_a_terminal_tomos_is_asked_which_area_is_his(
    campaigner: Command,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    area: str | None,
    code: int,
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    tomos = ["--name", "Tomos Sample", "--email", "tomos@example.org", "--postcode", "AB10 1AB"]
    called = campaigner("petition", "sign", SLUG, *tomos)
    assert called.code == code
    assert "S14000107  Area S" in called.stderr
    kept = [row["area"] for row in database.execute("SELECT area FROM signatures")]
    assert kept == ([] if area is None else [area])


@pytest.mark.usefixtures("two_areas")
def test_without_a_terminal_nobody_is_asked(
    campaigner: Command, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMPAIGNER_NOW", "2026-12-11T12:00:00")
    tomos = ["--name", "Tomos Sample", "--email", "tomos@example.org", "--postcode", "AB10 1AB"]
    assert campaigner("petition", "sign", SLUG, *tomos).code == 0
    assert [row["area"] for row in database.execute("SELECT area FROM signatures")] == [""]
