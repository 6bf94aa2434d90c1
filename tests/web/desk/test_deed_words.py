"""What was done, in sentences: whatever any code records has words, in both languages."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import campaigner
from campaigner.editing.history import BACK
from campaigner.editing.parts import Part
from campaigner.outreach import partners
from campaigner.petitions.moderation.decisions import Act
from campaigner.petitions.moderation.undoing import Left
from campaigner.store import audit
from campaigner.store.database import transaction
from campaigner.vocabulary.desk import AccountRole, JobKind, Verdict
from campaigner.vocabulary.requests import RequestStep
from campaigner.workspace import shipped_folder
from desk_people import Desk, opened_here

SOURCE = Path(campaigner.__file__).parent
WORDS = tomllib.loads(
    (shipped_folder("templates") / "web/desk/words/deeds.toml").read_text("utf-8")
)
# What stands in the braces of an act that is put together, or behind the name of a constant.
TOGETHER: dict[str, Sequence[str]] = {
    "job {state}": ["job done", "job failed", "job stopped"],
    "{done.noun} import": ["area import", "representative import"],
    "request {step}": [f"request {step}" for step in RequestStep],
    "second person said {verdict}": [f"second person said {each}" for each in Verdict],
    "{act.value} undone": [f"{act} undone" for act in Act],
    "act.value": list(Act),
    "audit.SAMPLE": [audit.SAMPLE],
    "EXPORTED": [partners.EXPORTED],
    "REMOVED": [audit.REMOVED],
    "ERASE": ["person erase"],
}


def acts() -> Iterator[str]:
    """Each act that some code records, as it is written there."""
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        if "audit" in text:
            module = ast.parse(text)
            functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
            for function in functions:
                for call in calls(
                    function, "record" if path.name == "audit.py" else "audit.record"
                ):
                    yield from written(positions(call)[3], function, module)


def written(act: ast.expr, function: ast.FunctionDef, module: ast.Module) -> Iterator[str]:
    """An act as it is written: also by those who give it to the function that records it."""
    names = [each.arg for each in function.args.args]
    if isinstance(act, ast.IfExp):
        yield from written(act.body, function, module)
        yield from written(act.orelse, function, module)
    elif isinstance(act, ast.Name) and act.id in names:
        own = names[0] == "self"
        for call in calls(module, f"self.{function.name}" if own else function.name):
            yield from written(positions(call)[names.index(act.id) - own], function, module)
    elif isinstance(act, ast.Name) and (found := bound(act.id, function)):
        for each in found:
            yield from written(each, function, module)
    elif isinstance(act, ast.Constant):
        yield str(act.value)
    elif isinstance(act, ast.JoinedStr):
        yield ast.unparse(act)[2:-1]
    else:
        yield ast.unparse(act)


def bound(name: str, function: ast.FunctionDef) -> list[ast.expr]:
    """What a function gives a name to."""
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and any(isinstance(each, ast.Name) and each.id == name for each in node.targets)
    ]


def calls(within: ast.AST, name: str) -> list[ast.Call]:
    """The calls of a function in a part of the code."""
    found = (node for node in ast.walk(within) if isinstance(node, ast.Call))
    return [each for each in found if ast.unparse(each.func) == name]


def positions(call: ast.Call) -> list[ast.expr]:
    """What a call gives by position; a tuple with a star is spread."""
    given: list[ast.expr] = []
    for each in call.args:
        if isinstance(each, ast.Starred) and isinstance(each.value, ast.Tuple):
            given += each.value.elts
        else:
            given.append(each)
    return given


RECORDED = {said for act in acts() for said in TOGETHER.get(act, [act])}


def test_all_that_is_recorded_was_found() -> None:
    assert {"logged in", "letter void undone", "update taken down", "import"} <= RECORDED


@pytest.mark.parametrize("language", ["en", "cy"])
def test_each_act_that_is_recorded_has_its_sentence(language: str) -> None:
    sentences = WORDS[language]["sentences"]
    assert sorted(RECORDED - sentences.keys()) == []
    assert sorted(sentences.keys() - RECORDED) == []


def test_each_noun_and_kind_of_work_has_words() -> None:
    assert set(WORDS["en"]["said"]["kind"]) == set(JobKind)
    assert set(WORDS["en"]["changes"]) >= {*Part, BACK.split()[0], "opened", "started", "language"}
    assert {f"left_{each}" for each in Left} <= WORDS["en"]["details"].keys()


DEEDS: list[tuple[str, dict[str, object], str, str]] = [
    (
        "invalidate", {"count": 40, "step": 1, "domain": "bots.example"},
        "Olive took 40 signatures out of the count; email provider: bots.example",
        "Tynnodd Olive 40 llofnod o’r cyfrif; darparwr e-bost: bots.example",
    ),
    (
        "invalidate", {"count": 1, "name": "(given)"},
        "Olive took 1 signature out of the count; name: given, and not kept",
        "Tynnodd Olive 1 llofnod o’r cyfrif; enw: wedi’i roi, heb ei gadw",
    ),
    (
        "campaign changed", {"what": "letter.cy.md"},
        "Olive changed the campaign: Text of the letter (cy)",
        "Newidiodd Olive yr ymgyrch: Testun y llythyr (cy)",
    ),
    (
        "organiser added", {"account": 99, "role": "moderator"},
        "Olive added an account for somebody whose account was removed (99): Moderator",
        "Ychwanegodd Olive gyfrif i rhywun y tynnwyd ei gyfrif (99): Cymedrolwr",
    ),
    (
        "representative end", {"role": "mp", "area": "", "changed": ["2026-12-01"]},
        "Olive recorded that a representative left office: 1 December 2026; area: none; office: MP",
        "Cofnododd Olive fod cynrychiolydd wedi gadael y swydd: 1 Rhagfyr 2026; ardal: dim; swydd: AS",  # noqa: E501
    ),
    (
        "export", {"format": "csv", "partner": "", "rows": None, "complete": False},
        "Olive exported a petition as a table; not finished",
        "Allforiodd Olive ddeiseb fel tabl; heb ei orffen",
    ),
    (
        "anonymise", {"letters": 3, "networks": 0},
        "Olive deleted personal details that had been kept long enough; letters: 3",
        "Dileodd Olive fanylion personol a oedd wedi’u cadw’n ddigon hir; llythyrau: 3",
    ),
    (
        "logged in", {"of": "a newer version"},
        "Olive logged in; of: a newer version", "Mewngofnododd Olive; of: a newer version",
    ),
    ("take-wing", {"count": 2}, "Olive: take-wing; count: 2", "Olive: take-wing; count: 2"),
    (
        "letter reply", {"letter": 2},
        "Olive: letter reply; letter: 2", "Olive: letter reply; letter: 2",
    ),
]  # fmt: skip


def test_entries_are_read_as_sentences_and_what_has_no_words_as_it_is(at_desk: Desk) -> None:
    owner = at_desk.logged_in(AccountRole.OWNER)
    with opened_here(at_desk.served) as here, transaction(here.database) as connection:
        for act, details, _, _ in DEEDS:
            audit.record(connection, here.moment, "Olive", act, "bread", **details)
    for language in ("en", "cy"):
        page = owner.get("/desk/audit", params={"language": language}).text
        rows = [" ".join(row.split()) for row in _cells(page)][: len(DEEDS)]
        assert rows == [
            english if language == "en" else welsh for *_, english, welsh in reversed(DEEDS)
        ]


def _cells(page: str) -> Iterator[str]:
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    for row in body.split("</tr>")[:-1]:
        text = re.sub(r'<div class="small-text">', "; ", row.split("<td>")[2])
        yield re.sub(r"<[^>]+>", "", text).replace("&#39;", "'")
