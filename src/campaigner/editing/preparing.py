"""A language for a campaign that is open: prepared beside it, and added when all is written.

While people sign, no page may lack a text. So what is written in the new language is kept in the
database, and becomes files of the campaign in one change. That makes a new version of the words
that people sign, if somebody has signed others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from campaigner.campaigns.loader import defined_campaign
from campaigner.campaigns.reading import DEFINITION
from campaigner.campaigns.unwritten import localised
from campaigner.editing.definition import Edit, Set, with_edits
from campaigner.editing.folder import check_length, file_now, plain_lines
from campaigner.editing.gate import save_texts
from campaigner.editing.languages import (
    LANGUAGE,
    check_is_new,
    stems_of,
    texts_by_language,
    unreviewed,
)
from campaigner.editing.outcomes import Defined, Outcome, PartForm, Refused, defined
from campaigner.editing.part_values import at_key
from campaigner.editing.parts import Part
from campaigner.editing.places import where
from campaigner.editing.saving import Saved
from campaigner.editing.tongues import tag_of
from campaigner.errors import UnknownName
from campaigner.opening import OpenWorkspace
from campaigner.problems import Problem
from campaigner.store import audit, prepared_texts
from campaigner.store.database import transaction
from campaigner.text import in_language
from campaigner.toml import Key

_NAMES = ("id", "ref", "at")


@dataclass(frozen=True, slots=True)
class ToTranslate:
    """A text of a campaign, and what it is in the new language, empty if that is not written yet.

    ``place`` names it in forms: a text of the definition as ``asks/bake/text``, a file without its
    language as ``letter.ministers``. ``part``, ``name`` and ``field`` say where a text of the
    definition stands.
    """

    place: str
    original: str
    text: str
    key: Key = ()
    part: Part | None = None
    name: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Preparation:
    """A language that is being prepared: all texts that it needs."""

    language: str
    texts: tuple[ToTranslate, ...]

    @property
    def left(self) -> int:
        """The number of texts that are not written yet."""
        return sum(not each.text.strip() for each in self.texts)


def being_prepared(here: OpenWorkspace, slug: str) -> list[str]:
    """Returns the languages that are being prepared for a campaign, by tag."""
    return prepared_texts.languages(here.database.conn, slug)


def begin(here: OpenWorkspace, slug: str, language: str) -> str:
    """Begin to prepare a language, named or by its tag, and return its tag.

    Raises UsageError for one that is not known, or is there; else as ``outcomes.defined``.
    """
    tag = tag_of(language)
    check_is_new(defined(here, slug), tag)
    with transaction(here.database) as connection:
        prepared_texts.begin(connection, slug, tag)
        audit.record(connection, here.moment, here.actor, "language begun", slug, language=tag)
    return tag


def preparation(here: OpenWorkspace, slug: str, language: str) -> Preparation:
    """Returns a language that is being prepared, with what is written of it.

    Raises UnknownName if it is not; else as ``outcomes.defined``.
    """
    known = being_prepared(here, slug)
    if language not in known:
        raise UnknownName("language in preparation", language, known)
    now = defined(here, slug)
    kept = prepared_texts.texts(here.database.conn, slug, language)
    return Preparation(language, (*_of_definition(now, kept), *_of_files(now, kept)))


def _of_definition(now: Defined, kept: Mapping[str, str]) -> Iterator[ToTranslate]:
    campaign = defined_campaign(now.folder)
    by_model = localised(campaign.model_dump(exclude={"texts"}))
    found = {key: texts for key, texts in by_model if at_key(now.values, key) is not None}
    for key in texts_by_language(now.values, now.languages):
        found.setdefault(key, at_key(now.values, key))
    for key, texts in found.items():
        place, at = _place_of(now.values, key), where(now.values, key, now.languages[:1])
        field = at.field.rpartition(".")[0]
        original = in_language(texts, now.languages[0])
        yield ToTranslate(place, original, kept.get(place, ""), key, at.part, at.name, field)


def _place_of(values: Mapping[str, object], key: Key) -> str:
    """The name of a text, which stays when its neighbours come, go and move."""
    steps = []
    for depth, step in enumerate(key, 1):
        table = at_key(values, key[:depth]) if isinstance(step, int) else None
        named = [str(table[n]) for n in _NAMES if n in table] if isinstance(table, dict) else []
        steps.append(named[0] if named else str(step))
    return "/".join(steps)


def _of_files(now: Defined, kept: Mapping[str, str]) -> Iterator[ToTranslate]:
    for stem in stems_of(now):
        original = file_now(now.folder, f"{stem}.{now.languages[0]}.md").text or ""
        yield ToTranslate(stem, original, kept.get(stem, ""))


def keep(here: OpenWorkspace, slug: str, language: str, typed: Mapping[str, str]) -> Preparation:
    """Keep texts in a language by their places, and return what there is of it then.

    Raises UsageError for a text that is too long or cannot be read; else as ``preparation``.
    """
    known = {each.place: each for each in preparation(here, slug, language).texts}
    texts = {place: plain_lines(text).strip() for place, text in typed.items() if place in known}
    for text in texts.values():
        check_length("letter.en.md", text)
    with transaction(here.database) as connection:
        prepared_texts.keep(connection, slug, language, texts)
    return preparation(here, slug, language)


def give_up(here: OpenWorkspace, slug: str, language: str) -> None:
    """Remove what was prepared of a language. Raises as ``preparation``."""
    preparation(here, slug, language)
    with transaction(here.database) as connection:
        prepared_texts.remove(connection, slug, language)
        audit.record(
            connection, here.moment, here.actor, "language dropped", slug, language=language
        )


def join(here: OpenWorkspace, slug: str, language: str, *, sure: bool) -> Outcome:
    """Add a language that was prepared to its campaign: all texts in one change.

    Refused if one is not written, with its place as the problem's path, or has a mistake. Raises as
    ``preparation`` and ``saving.save``.
    """
    prepared, now = preparation(here, slug, language), defined(here, slug)
    check_is_new(now, language)
    missing = [each.place for each in prepared.texts if not each.text.strip()]
    if missing:
        said = ("missing", "This is needed.", "Fill it in.")
        return Refused(tuple(Problem(place, 0, *said) for place in missing))
    edits: list[Edit] = [
        Set(("languages",), [*now.languages, language]),
        Set(("unreviewed_languages",), [*unreviewed(now), language]),
        *(Set((*each.key, language), each.text) for each in prepared.texts if each.part),
    ]
    texts: dict[str, str | None] = {DEFINITION: with_edits(now.file.text, edits)}
    texts |= {
        f"{each.place}.{language}.md": plain_lines(each.text)
        for each in prepared.texts
        if not each.part
    }
    form = PartForm(Part.ABOUT, sure=sure)
    outcome = save_texts(here, slug, now, texts, f"{LANGUAGE} {language}", form)
    if isinstance(outcome, Saved):
        with transaction(here.database) as connection:
            prepared_texts.remove(connection, slug, language)
    return outcome
