"""What a file says of a seat's holder: names as they are met in lists, and what is read in them."""

from __future__ import annotations

import pytest

from campaigner.representatives.holders import Doubt, Holder, Row, has_left, read_holder
from campaigner.representatives.vacant import Vacant

AREA = Row(area="Sampleton East")


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "–", "—", "...", "?", "n/a", "N/A", "None", "TBC", "TBA", "tbd"),
        *("Vacant", "VACANT", "Vacancy", "vacant seat", "Seat vacant", "Vacant Seat 2"),
        *("Currently vacant", "This seat is vacant", "Position vacant", "Casual vacancy"),
        *("Cllr Vacant", "Ward vacancy", "(Vacant)", "*Vacant*", "Sampleton East – vacant"),
        *("Vacant (by-election pending)", "Vacant following the death of Cllr Ada Specimen"),
        *(
            "To be confirmed",
            "To be elected",
            "To be declared",
            "By-election pending",
            "Awaiting by-election",
        ),
        *("No MP", "No current councillor", "Gwag", "SEDD WAG", "Yn wag", "Mae'r sedd yn wag"),
        *("I’w gadarnhau", "Siège vacant", "Vacante", "unbesetzt"),
    ],
)
def test_a_seat_that_nobody_holds(text: str) -> None:
    assert read_holder(text, AREA) == Vacant()


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Seat vacant since 3 May 2026", "2026-05-03"),
        ("Vacant since 3rd May 2026", "2026-05-03"),
        ("Vacant from 03/05/2026", "2026-05-03"),
        ("Vacant since 2026-05-03", "2026-05-03"),
        ("Vacant (since May 2026)", "2026-05"),
        ("vacant since 2026", "2026"),
        ("Sedd wag ers 3 Mai 2026", "2026-05-03"),
        ("Vacant since the last meeting", ""),
        ("Vacant – by-election on 3 May 2026", ""),
    ],
)
def test_since_when_it_is_vacant(text: str, since: str) -> None:
    assert read_holder(text) == Vacant(since)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Specimen, Ada", "Ada Specimen"),
        ("Specimen,Ada", "Ada Specimen"),
        ("Specimen, Ms Ada", "Ms Ada Specimen"),
        ("Dr Specimen, Ada", "Dr Ada Specimen"),
        ("Specimen, Ada, MP", "Ada Specimen MP"),
        ("Placeholder, Sir Barnaby", "Sir Barnaby Placeholder"),
        ("O’Sample, Siân", "Siân O’Sample"),
        ("Sample-Specimen, A. B.", "A. B. Sample-Specimen"),
        ("van der Sample, Anna", "Anna van der Sample"),
        ("Sample, Baroness", "Baroness Sample"),
        ("Sample, Earl of", "Earl of Sample"),
        ("Sample, Ada (Lab)", "Ada Sample"),
    ],
)
def test_a_family_name_that_comes_first_is_turned_round(text: str, name: str) -> None:
    read = read_holder(text)
    assert isinstance(read, Holder)
    assert (read.name, read.turned) == (name, True)


def test_a_double_family_name_is_certain_if_the_table_has_it_in_a_column() -> None:
    assert isinstance(read_holder("Sample Specimen, Ada"), Doubt)
    read = read_holder("Sample Specimen, Ada", Row(given="Ada", family="Sample Specimen"))
    assert isinstance(read, Holder)
    assert (read.name, read.given, read.family) == (
        "Ada Sample Specimen",
        "Ada",
        "Sample Specimen",
    )


@pytest.mark.parametrize(
    "text",
    [
        *("Ada Specimen", "Ms Ada Specimen KC", "Ada Specimen, KC", "Ada Specimen, Jr."),
        *("Lord Sample", "The Lord Bishop of Bath and Wells", "Siân O’Sample", "No Sample"),
        *("Ada Sample-Specimen", "Member Sample99", "Ada ap Sample", "राम सैंपल"),
    ],
)
def test_a_name_in_its_usual_form_stays_as_it_is(text: str) -> None:
    assert read_holder(text) == Holder(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ada Specimen (Lab)", Holder("Ada Specimen", party="Lab", noted=True)),
        ("Ada Specimen (Independent)", Holder("Ada Specimen", party="Independent", noted=True)),
        ("Ada Specimen (Lab/Co-op)", Holder("Ada Specimen", party="Lab/Co-op", noted=True)),
        ("Ada Specimen – Labour", Holder("Ada Specimen", party="Labour", noted=True)),
        ("Ada Specimen, Plaid Cymru", Holder("Ada Specimen", party="Plaid Cymru", noted=True)),
        ("Ada Specimen (Ms)", Holder("Ada Specimen", title="Ms", noted=True)),
        ("Ada Specimen (MP)", Holder("Ada Specimen", noted=True)),
        ("Ada Specimen (she/her)", Holder("Ada Specimen", noted=True)),
        ("Ada Specimen (Sampleton East)", Holder("Ada Specimen", noted=True)),
        ("Margaret (Peggy) Sample", Holder("Margaret Sample", noted=True)),
        ("(Peg) Margaret Sample", Holder("Margaret Sample", noted=True)),
        ("Ada Specimen[1]", Holder("Ada Specimen")),
    ],
)
def test_a_note_that_is_certain_is_split_off(text: str, read: Holder) -> None:
    assert read_holder(text, AREA) == read


def test_a_party_in_a_column_wins_over_one_in_brackets() -> None:
    read = read_holder("Ada Specimen (Ora)", Row(party="Ora"))
    assert read == Holder("Ada Specimen", party="Ora", noted=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ada Specimen [resigned 1 Nov 2026]", "left-office"),
        ("Ada Specimen (resigned)", "left-office"),
        ("Ada Specimen (deceased)", "left-office"),
        ("Ada Specimen – stood down", "left-office"),
        ("Ada Specimen, died 3 May", "left-office"),
        ("Ada Specimen RESIGNED", "left-office"),
        ("Ada Specimen (vacant)", "left-office"),
        ("The late Ada Specimen", "left-office"),
        ("Former Cllr Ada Specimen", "left-office"),
        ("Ada Specimen (acting)", "left-office"),
        ("(Acting) Ada Specimen", "left-office"),
        ("Ada Specimen (Deputy Mayor)", "note-in-name"),
        ("Ada Specimen (see note", "note-in-name"),
        ("Ada Specimen*", "note-in-name"),
        ("Ada Specimen †", "note-in-name"),
        ("Sample Specimen, Ada", "comma-in-name"),
        ("Ada Specimen, Leader of the Council", "comma-in-name"),
        ("Specimen, Ada and Sample, Bo", "comma-in-name"),
        ("Specimen Ada,", "comma-in-name"),
        ("Independent", "no-name"),
        ("Ada Specimen & Bo Sample", "two-names"),
        ("Ada Specimen / Bo Sample", "two-names"),
        ("Ada Specimen and Bo Sample", "two-names"),
        ("ada@example.org", "bad-name"),
        ("Unknown", "no-name"),
        ("=1+1", "bad-name"),
        ("＝1+A", "bad-name"),
        ("1234", "bad-name"),
        ("Ada www.example.org", "bad-name"),
        ("A" * 151, "bad-name"),
    ],
)
def test_what_is_not_certain_is_asked(text: str, code: str) -> None:
    read = read_holder(text, AREA)
    assert isinstance(read, Doubt)
    assert read.code == code


@pytest.mark.parametrize("status", ["Resigned", "former member", "Deceased", "No longer: died"])
def test_a_state_that_says_somebody_left(status: str) -> None:
    assert has_left(status)


@pytest.mark.parametrize("status", ["", "Current", "Sitting", "Acting", "Suspended from the party"])
def test_a_state_that_does_not(status: str) -> None:
    assert not has_left(status)
