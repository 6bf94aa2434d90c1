"""Tables of postcodes: every family of headers, straddling, terminated, and newer files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigner.representatives.importers import Options, Report, import_areas
from campaigner.representatives.lookup import areas_of, areas_of_partial, is_known
from campaigner.representatives.postcodes import parse_postcode
from campaigner.store import postcodes
from campaigner.store.database import Database, open_database
from examples import examples


def load(database: Database, folder: Path, text: str, scheme: str = "") -> Report:
    path = folder / "postcodes.csv"
    path.write_text(text, encoding="utf-8")
    return import_areas(database, path, options=Options(scheme=scheme))


def codes(database: Database, postcode: str) -> set[str]:
    return {area.code for area in areas_of(database, postcode)}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("pcds,pcon24cd", "AB10 1AB,S14000061"),
        ("PCD,PCON", "AB101AB,S14000061"),
        ("pcd2,pcon", "AB10 1AB,S14000061"),
        ("pcd7,pcon25cd", "AB101AB,S14000061"),
        ("pcd8,PCON24CD", "AB10 1AB,S14000061"),
        ("pcd7,pcd8,pcds,doterm,pcon", "x,x,AB10 1AB,,S14000061"),  # pcds is the best of them
        ("pcds,pcon22cd,pcon24cd", "AB10 1AB,S14000001,S14000061"),  # the newest is taken
        ("postcode\tPCON24CD", "ab10 1ab\tS14000061"),
        ("Post Code;Westminster Parliamentary Constituency Code", "AB10 1AB;S14000061"),
    ],
)
def test_every_family_of_headers(database: Database, tmp_path: Path, header: str, row: str) -> None:
    report = load(database, tmp_path, f"{header}\n{row}\n")
    assert (report.postcodes_added, report.problems) == (1, [])
    assert codes(database, "AB10 1AB") == {"S14000061"}


def test_a_two_column_table_with_a_scheme_by_hand(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, "postcode,where\nAB10 1AB,X1\n", scheme="uk-ward")
    assert [area.scheme for area in areas_of(database, "AB10 1AB")] == ["uk-ward"]


def test_old_codes_become_the_current_ones(database: Database, tmp_path: Path) -> None:
    old = ["S14000006", "S14000008", "S14000010", "S14000040", "S14000058"]
    new = ["S14000107", "S14000108", "S14000109", "S14000110", "S14000111"]
    rows = [f"AB{number} 1AB,{code}" for number, code in enumerate(old + new, start=10)]
    load(database, tmp_path, "\n".join(["pcds,pcon", *rows]))
    found = [codes(database, f"AB{number} 1AB") for number in range(10, 20)]
    assert found == [{code} for code in new + new]


@pytest.mark.parametrize("nothing", ["", "E99999999", "S99999999", "L99999999"])
def test_a_postcode_may_lie_in_none(database: Database, tmp_path: Path, nothing: str) -> None:
    load(database, tmp_path, f"pcds,pcon24cd\nJE1 1AA,{nothing}\n")
    assert is_known(database, "JE1 1AA")
    assert areas_of(database, "JE1 1AA") == []
    assert not is_known(database, "JE1 1AB")


def test_a_straddling_postcode_lies_in_all_its_areas(database: Database, tmp_path: Path) -> None:
    table = "pcds,pcon24cd\nAB10 1AB,E14009002\nAB10 1AD,E14009002\nAB10 1AB,E14009001\n"
    assert load(database, tmp_path, table).postcodes == 2
    assert codes(database, "AB10 1AB") == {"E14009001", "E14009002"}
    assert codes(database, "AB10 1AD") == {"E14009002"}


def test_zip_areas_lie_in_several_districts_and_a_state(database: Database, tmp_path: Path) -> None:
    table = "state_abbr,zcta,cd\nAL,35005,6\nAL,35005,7\nAK,99501,0\nMA,1001,1\n"
    load(database, tmp_path, table)
    assert codes(database, "35005") == {"AL-6", "AL-7", "AL"}
    assert codes(database, "99501-0123") == {"AK-0", "AK"}  # at large
    assert codes(database, "01001") == {"MA-1", "MA"}  # a zero that a spreadsheet ate


def test_terminated_postcodes_are_kept_and_marked(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, "pcds,doterm,pcon\nAB1 0AA,199606,S14000061\nAB10 1AB,,S14000061\n")
    terminated, live = (parse_postcode(text).number for text in ("AB1 0AA", "AB10 1AB"))
    assert postcodes.is_terminated(database.conn, terminated)
    assert not postcodes.is_terminated(database.conn, live)
    assert codes(database, "AB1 0AA") == {"S14000061"}


def test_a_newer_table_says_what_changed_and_keeps_the_other_schemes(
    database: Database, tmp_path: Path
) -> None:
    load(database, tmp_path, "pcds,pcon24cd\nAB10 1AB,E1\nAB10 1AD,E1\nAB10 1AE,E1\n")
    load(database, tmp_path, "pcds,osward\nAB10 1AB,W1\n")
    report = load(database, tmp_path, "pcds,pcon24cd\nAB10 1AB,E2\nAB10 1AD,E1\nAB10 1AF,E2\n")
    assert (report.postcodes_added, report.postcodes_changed) == (1, 1)
    assert report.postcodes_unchanged == 1
    assert codes(database, "AB10 1AB") == {"E2", "W1"}
    assert codes(database, "AB10 1AE") == {"E1"}


def test_one_scheme_of_many_can_be_taken_alone(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, "pcds,pcon,osward\nAB10 1AB,E1,W1\n", scheme="uk-ward")
    assert codes(database, "AB10 1AB") == {"W1"}


@pytest.mark.parametrize(
    ("start", "found"),
    [
        ("AB10", {"E1", "E2"}),
        ("ab10 1", {"E1"}),
        ("AB", {"E1", "E2", "E3"}),
        ("AB1", {"E3"}),
        ("W1", {"E4"}),  # W1A, for there is no W1
        ("AB99", set()),
    ],
)
def test_the_start_of_a_postcode_gives_the_areas_it_can_mean(
    database: Database, tmp_path: Path, start: str, found: set[str]
) -> None:
    table = "pcds,pcon\nAB10 1AB,E1\nAB10 2AB,E2\nAB1 1AB,E3\nW1A 1AA,E4\n"
    load(database, tmp_path, table)
    assert {area.code for area in areas_of_partial(database, start)} == found


@pytest.mark.slow
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["AB10 1AB", "AB1 1AB", "ZE3 9ZZ", "W1A 1AA", "GIR 0AA", "35005"]),
            st.sampled_from(["E1", "E2", "E3", ""]),
        ),
        max_size=20,
    ),
    again=st.booleans(),
)
@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_every_postcode_lies_where_its_rows_say(
    tmp_path: Path, rows: list[tuple[str, str]], again: bool
) -> None:
    database = open_database(":memory:")
    text = "\n".join(["pcds,pcon24cd", *(",".join(row) for row in rows)]) + "\n"
    report = load(database, tmp_path, text)
    if again:
        report = load(database, tmp_path, text)
        assert (report.postcodes_added, report.postcodes_changed) == (0, 0)
    assert report.postcodes == len({postcode for postcode, _ in rows})
    for postcode, _ in rows:
        wanted = {code for other, code in rows if other == postcode and code}
        assert codes(database, postcode) == wanted
    database.close()


def test_a_table_at_size_takes_few_bytes_a_postcode(database: Database, tmp_path: Path) -> None:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    path = tmp_path / "postcodes.csv.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.write("pcds,pcon24cd\n")
        for district in range(10, 16):
            for inward in range(4000):
                digit, pair = divmod(inward, 400)
                first, second = divmod(pair, 20)
                code = f"E{district * 40 + digit}"
                file.write(f"AB{district} {digit}{letters[first]}{letters[second]},{code}\n")
    report = import_areas(database, path)
    assert report.postcodes_added == 24_000
    pages = database.conn.execute(
        "SELECT sum(pgsize) FROM dbstat WHERE name = 'postcodes'"
    ).fetchone()[0]
    assert pages / 24_000 <= 15


def test_an_area_table_relates_and_names_areas(database: Database, tmp_path: Path) -> None:
    load(database, tmp_path, "pcds,pcon24cd\nCF10 1EP,W07000091\n")
    load(database, tmp_path, "pcon24cd,pcon24nm\nW07000091,Cardiff South and Penarth\n")
    found = areas_of(database, "CF10 1EP")
    assert [(area.scheme, area.name) for area in found] == [
        ("uk-constituency", "Cardiff South and Penarth"),
        ("senedd-constituency", "Caerdydd Penarth"),
    ]
    welsh = areas_of(database, "CF10 1EP", "cy")
    assert welsh[0].name == "De Caerdydd a Phenarth"


def test_which_area_lies_in_which_can_be_said_by_a_table(
    database: Database, tmp_path: Path
) -> None:
    load(database, tmp_path, "pcds,spc26cd\nAB10 1AB,S16009001\n")
    load(database, tmp_path, "spc26cd,spc26nm,spr26cd,spr26nm\nS16009001,Glen,S17009001,Hills\n")
    names = [(area.scheme, area.name) for area in areas_of(database, "AB10 1AB")]
    assert names == [("scottish-constituency", "Glen"), ("scottish-region", "Hills")]


def test_a_row_with_more_cells_than_headers_is_named(database: Database, tmp_path: Path) -> None:
    rows = "AB10 1AB,S14000061\nAB10 1AC,S14000061,x\nAB10 1AD,S14000061,,\n"
    report = load(database, tmp_path, f"pcds,pcon24cd\n{rows}")
    assert report.postcodes_added == 2
    assert [(each.line, each.code) for each in report.problems] == [(3, "surplus-cells")]
