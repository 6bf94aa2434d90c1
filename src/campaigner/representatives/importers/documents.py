"""JSON and YAML documents, read without trusting them.

Deep nesting, aliases (which can mean billions of nodes) and repeated keys are refused.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any, Final

import yaml

from campaigner.errors import ProblemsFound
from campaigner.packed import (
    is_document_name,
    members_of,
    open_packed,
    read_documents,
    read_packed,
    reading,
)
from campaigner.problems import Problem
from campaigner.tables import TableFile
from campaigner.text import is_text

Tree = dict[str, Any]

_DEPTH: Final = 40
_START: Final = 4096
_PROSE: Final = frozenset({".txt", ".md", ".pdf", ".html", ""})  # what is put beside documents
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")  # no paper or picture has them
_YAML = re.compile(r"(?:#.*\n|\s*\n)*(?:---\s|- [\w'\"-]+:(?:\s|$)|[\w'\"-]+:(?:\s|$))")


@dataclass(frozen=True, slots=True)
class Document:
    """A document's name in its file, and what it says."""

    name: str
    data: Any


def is_document(file: TableFile) -> bool:
    """Returns whether a file begins like JSON or YAML rather than a table, or has such files in it.

    Raises CampaignerError if it cannot be read.
    """
    names = [file.member] if file.member else members_of(file.path, file.named)
    if any(map(is_document_name, names)):
        others = (PurePosixPath(name) for name in names if not is_document_name(name))
        return {name.suffix.lower() for name in others} <= _PROSE
    if names:
        return False
    with reading(file.named), open_packed(file.path, called=file.named) as content:
        start = content.read(_START)
    text = start.decode("utf-8-sig", errors="replace").lstrip()
    return text.startswith(("{", "[")) or bool(_YAML.match(text))


def read(file: TableFile) -> list[Document]:
    """The documents of a file: one, or all in a zip, or the one that is named.

    Raises CampaignerError if the file cannot be read, ProblemsFound if what it holds is
    neither JSON nor YAML, or built to do harm.
    """
    if file.member:
        found = [(file.member, read_packed(file.path, member=file.member, called=file.named))]
    else:
        found = read_documents(file.path, called=file.named)
    documents = [
        _parsed(f"{file.place}{'' if name == file.path.name else f':{name}'}", name, content)
        for name, content in found
    ]
    return [document for document in documents if document.data is not None]


def text(value: Any) -> str:
    """A value as text: trimmed, without control characters, dates in ISO 8601.

    It is empty for any other kind of value.
    """
    if isinstance(value, str):
        return _CONTROLS.sub("", value).strip()
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return str(value)


def tree(value: Any) -> Tree:
    """A mapping, or an empty one in the place of anything else."""
    return value if isinstance(value, dict) else {}


def trees(value: Any) -> list[Tree]:
    """The mappings in a list; none in the place of anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def day(value: Any) -> str:
    """A date as year, month or day; empty if there is none, or one in the far future (open)."""
    found = re.match(r"\d{4}(-\d\d(-\d\d)?)?", text(value))
    return "" if not found or found[0].startswith("9999") else found[0]


def lines(value: Any) -> str:
    """An address in lines, whatever separates them in the source."""
    parts = re.split(r"\s*[\n;]\s*", text(value).replace("\r", "\n"))
    return "\n".join(part.strip(" ,") for part in parts if part.strip(" ,"))


def _parsed(path: str, name: str, content: bytes) -> Document:
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _refusal(path, line, "encoding", "this is not text in UTF-8.") from error
    try:
        is_json = written.lstrip()[:1] in ("{", "[")
        return Document(name, _json(written) if is_json else _yaml(path, written))
    except json.JSONDecodeError as error:
        raise _refusal(
            path, error.lineno, "syntax", f"this is not valid JSON: {error.msg}."
        ) from error
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line + 1 if error.problem_mark else 0
        raise _refusal(path, at, "syntax", f"this is not valid YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        message = "this is not valid YAML: a character is forbidden."
        raise _refusal(path, 0, "syntax", message) from error
    except RecursionError as error:
        raise _refusal(path, 0, "nesting", "this is nested too deeply.") from error
    except ValueError as error:
        raise _refusal(path, 0, "value", f"a value cannot be read: {error}.") from error


def _json(written: str) -> Any:
    found = json.loads(written, object_pairs_hook=_without_doubles)
    if "\\ud" in written.lower() and not is_text(json.dumps(found, ensure_ascii=False)):
        raise ValueError("half of a character (\\ud800 to \\udfff) stands alone")
    return found


def _without_doubles(pairs: list[tuple[str, Any]]) -> Tree:
    found = dict(pairs)
    if len(found) != len(pairs):
        doubled = _twice(key for key, _ in pairs)
        raise ValueError(f"the key “{doubled[:40]}” is there twice in one object")
    return found


def _twice(keys: Iterable[str]) -> str:
    """The first key that is there more than once, found in one go however many there are."""
    return next(key for key, count in Counter(keys).items() if count > 1)


class _Loader(yaml.CSafeLoader):
    """Safe YAML in which a mapping has each key once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        if len(set(keys)) != len(keys):
            doubled = _twice(keys)
            raise yaml.constructor.ConstructorError(
                None, None, f"the key “{doubled[:40]}” is there twice", node.start_mark
            )
        return super().construct_mapping(node, deep)


def _yaml(path: str, written: str) -> Any:
    _refuse_bombs(path, yaml.parse(written, Loader=yaml.CSafeLoader))
    try:
        found = list(yaml.load_all(written, Loader=_Loader))
    except (LookupError, AttributeError, TypeError) as error:
        raise ValueError("its tag (!!) is not what it is") from error
    return found[0] if len(found) == 1 else found


def _refuse_bombs(path: str, events: Iterable[yaml.Event]) -> None:
    depth = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            message = "aliases (*name) are not read."
            raise _refusal(path, _line(event), "alias", message, "Write it out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEPTH:
                raise _refusal(path, _line(event), "nesting", "this is nested too deeply.")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _refusal(path: str, line: int, code: str, message: str, hint: str = "") -> ProblemsFound:
    problem = Problem(path, line, code, message, hint)
    return ProblemsFound(f"{path} cannot be used as it is.", [problem])
