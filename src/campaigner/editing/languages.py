"""The languages of a campaign: added with texts to translate, removed with all their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from campaigner.campaigns.reading import DEFINITION
from campaigner.campaigns.scaffold import untranslated
from campaigner.editing.definition import Edit, Remove, Set, with_edits
from campaigner.editing.folder import files_now, text_parts
from campaigner.editing.gate import save_texts
from campaigner.editing.outcomes import Defined, Outcome, PartForm, defined
from campaigner.editing.part_values import PLACEHOLDER, names_among
from campaigner.editing.parts import Part
from campaigner.editing.tongues import tag_of
from campaigner.errors import UnknownName, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.toml import Key

MOST = 20
LANGUAGE = "language"
"""How the history notes a change of the languages, before the language."""


def add_language(here: OpenWorkspace, slug: str, language: str) -> Outcome:
    """Add a language by its name or tag: each text is marked as still to write, and not checked.

    That is refused while a campaign is open: see ``preparing``.

    Raises UsageError for one that is not known, or is there; else as ``outcomes.defined``.
    """
    now, language = defined(here, slug), tag_of(language)
    check_is_new(now, language)
    edits: list[Edit] = [
        Set(("languages",), [*now.languages, language]),
        Set(("unreviewed_languages",), [*unreviewed(now), language]),
    ]
    edits += [
        Set((*key, language), PLACEHOLDER) for key in texts_by_language(now.values, now.languages)
    ]
    texts: dict[str, str | None] = {DEFINITION: with_edits(now.file.text, edits)}
    for stem in stems_of(now):
        name = f"{stem}.{language}.md"
        if not (now.folder / name).exists():
            texts[name] = untranslated(stem.partition(".")[0], language)
    return save_texts(
        here, slug, now, texts, f"{LANGUAGE} {language}", PartForm(Part.ABOUT, sure=True)
    )


def check_is_new(now: Defined, language: str) -> None:
    """Check that a campaign can get a language. Raises UsageError."""
    if language in now.languages:
        raise UsageError("The campaign has this language already.", hint="Choose another.")
    if len(now.languages) >= MOST:
        raise UsageError(f"A campaign has up to {MOST} languages.", hint="Remove one first.")


def stems_of(now: Defined) -> list[str]:
    """Returns what the files of a campaign's texts are called before their language."""
    variants = [f"letter.{each}" for each in names_among(now.values, Part.VARIANT)]
    return ["letter", *variants, "brief"]


def remove_language(here: OpenWorkspace, slug: str, language: str, *, sure: bool) -> Outcome:
    """Remove a language with all texts in it; the history keeps them.

    Raises UnknownName, UsageError for the only one; else as ``outcomes.defined``.
    """
    now = defined(here, slug)
    if language not in now.languages:
        raise UnknownName("language", language, now.languages)
    if len(now.languages) == 1:
        raise UsageError("This is the campaign's only language.", hint="Add another one first.")
    edits: list[Edit] = [
        Set(("languages",), [each for each in now.languages if each != language]),
        *unreviewed_edits(now.values, [each for each in unreviewed(now) if each != language]),
        *(Remove((*key, language)) for key in texts_by_language(now.values, now.languages)),
    ]
    texts: dict[str, str | None] = {DEFINITION: with_edits(now.file.text, edits)}
    for name in files_now(now.folder):
        parts = text_parts(name)
        if parts and parts.language == language:
            texts[name] = None
    return save_texts(
        here, slug, now, texts, f"{LANGUAGE} {language}", PartForm(Part.ABOUT, sure=sure)
    )


def set_reviewed(here: OpenWorkspace, slug: str, language: str, *, reviewed: bool) -> Outcome:
    """Record whether a native speaker has checked a language's texts. Raises as above."""
    now = defined(here, slug)
    if language not in now.languages:
        raise UnknownName("language", language, now.languages)
    left = [each for each in unreviewed(now) if each != language]
    wanted = left if reviewed else [*left, language]
    text = with_edits(now.file.text, unreviewed_edits(now.values, wanted))
    return save_texts(
        here, slug, now, {DEFINITION: text}, f"{LANGUAGE} {language}", PartForm(Part.ABOUT)
    )


def unreviewed(now: Defined) -> list[str]:
    """Returns the languages that no native speaker has checked yet."""
    found = now.values.get("unreviewed_languages")
    return [str(each) for each in found] if isinstance(found, list) else []


def unreviewed_edits(values: Mapping[str, Any], wanted: list[str]) -> list[Edit]:
    """Returns the edits that leave some languages as not checked; ``values`` are those now."""
    if wanted:
        return [Set(("unreviewed_languages",), wanted)]
    return [Remove(("unreviewed_languages",))] if "unreviewed_languages" in values else []


def texts_by_language(value: Any, languages: list[str], key: Key = ()) -> Iterator[Key]:
    """Yields where there are texts by language: tables that have nothing but languages."""
    if isinstance(value, Mapping):
        if value and all(name in languages for name in value):
            yield key
            return
        for name, inner in value.items():
            yield from texts_by_language(inner, languages, (*key, name))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from texts_by_language(inner, languages, (*key, position))
