"""The fixed words of letters, papers and mails: one file of TOML for all languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from markupsafe import Markup

from campaigner.errors import CampaignerError
from campaigner.problems import shown_path
from campaigner.rendering.templating.environment import find_template
from campaigner.shelf import in_this_moment
from campaigner.toml import kept_toml

Text = TypeVar("Text", str, Markup)
_MOST = 256  # files in a language


def words_in(folders: Sequence[Path], name: str, language: str) -> dict[str, Any]:
    """Returns the words of a file (``brief/words.toml``) in a language.

    A word that is not translated is in English; one that is missing there, too, is that of the
    last folder, which has the shipped files. The file is found like a template. Raises
    CampaignerError (ProblemsFound) if it is not TOML, or has something else where words belong.
    """
    return in_this_moment(
        ("words", tuple(folders), name, language), lambda: _read(folders, name, language)
    )


class _Checked(NamedTuple):
    """The words of a file in a language, and the tables that they were taken from."""

    own: Mapping[str, Any]
    known: Mapping[str, Any]
    words: dict[str, Any]


_checked: dict[tuple[Path, str], _Checked] = {}


def _read(folders: Sequence[Path], name: str, language: str) -> dict[str, Any]:
    path, shipped = find_template(folders, name), find_template(folders[-1:] or folders, name)
    own, known = kept_toml(path), kept_toml(shipped)["en"]
    kept = _checked.get((path, language))
    if kept is None or kept.own is not own or kept.known is not known:
        tables = (_table(own, each, path, known) for each in ("en", language))
        kept = _Checked(own, known, {**known, **next(tables), **next(tables)})
        if len(_checked) >= _MOST:
            _checked.clear()
        _checked[path, language] = kept
    return {**kept.words}


def has_words(folders: Sequence[Path], name: str, language: str) -> bool:
    """Returns whether a file of words has a table for a language. Raises as ``words_in``."""
    return in_this_moment(
        ("languages", tuple(folders), name, language),
        lambda: language in kept_toml(find_template(folders, name)),
    )


def fill(file: str, what: str, text: Text, values: Mapping[str, object]) -> Text:
    """Returns a text of a file of words with its braces filled in; ``what`` is its name there.

    Raises CampaignerError if the braces are others than those of the values.
    """
    try:
        return text.format_map(values)
    except (LookupError, ValueError, AttributeError):
        known = ", ".join(f"{{{name}}}" for name in values)
        raise CampaignerError(
            f"{file}: {what} has braces that cannot be filled in.",
            hint=f"Use only {known}." if known else "Leave braces out.",
            code="no-words",
        ) from None


def _table(
    words: Mapping[str, Any], language: str, path: Path, known: Mapping[str, Any]
) -> dict[str, Any]:
    """The words in one language, each of the kind that the known one is."""
    found = words.get(language, {})
    if not isinstance(found, dict):
        raise _no_words(path, language)
    for key, value in found.items():
        if type(value) is not type(known.get(key, value)) or not _is_words(value):
            raise _no_words(path, f"{language}.{key}")
    return found


def _is_words(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_is_words, value.values()))
    return all(isinstance(each, str) for each in (value if isinstance(value, list) else [value]))


def _no_words(path: Path, key: str) -> CampaignerError:
    return CampaignerError(
        f"{shown_path(path)}: “{key}” has something else than words.",
        hint="Write it as in the file that campaigner has.",
        code="no-words",
    )
