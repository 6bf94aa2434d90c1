"""What an editor does to a campaign: change, add, remove and move its parts and its texts.

Values that cannot be read are refused. A draft may have all other problems: they are shown, and it
is saved. A campaign that is open is not made worse: what would stop its pages is refused. Words
that people have signed are changed only by somebody who knows that this makes a new version.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaigner.campaigns.models import usual_event_id
from campaigner.campaigns.reading import DEFINITION
from campaigner.editing.area_table_texts import FIELD, table_goes, table_texts
from campaigner.editing.definition import Append, Edit, Move, Remove, Set, with_edits
from campaigner.editing.folder import file_now, own_folder, plain_lines, text_parts
from campaigner.editing.gate import save_texts, toml_or_none
from campaigner.editing.outcomes import (
    ChangedMeanwhile,
    Defined,
    Outcome,
    PartForm,
    Refused,
    defined,
)
from campaigner.editing.part_rules import booked_problems, check_inside, kept_name
from campaigner.editing.part_values import (
    Said,
    key_of,
    name_problems,
    names_among,
    new_table,
    typed_edits,
)
from campaigner.editing.parts import NUMBER, Part
from campaigner.editing.renaming import (
    files_of_variant,
    following,
    offered,
    texts_of_variant,
)
from campaigner.editing.saving import Saved
from campaigner.editing.shapes import SHAPES
from campaigner.editing.shown_parts import mark_at, shown_at
from campaigner.errors import UnknownName, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.toml import TomlFile


def change_part(here: OpenWorkspace, slug: str, form: PartForm) -> Outcome:
    """Change a part of a campaign to what was typed; one that is there once is added with it.

    With another name of a fact or a variant, the texts that use it follow.
    Raises as ``outcomes.defined`` and ``saving.save``; UnknownName for a part that is not there.
    """
    now = defined(here, slug)
    key = key_of(now.values, form.part, form.name)
    if form.mark != (mark := mark_at(now, form.part, key)):
        return ChangedMeanwhile(shown_at(now, form.part, key), mark)
    check_inside(now, form.part)
    said = Said(now.languages, now.zone)
    edits, problems = typed_edits(now.values, form.part, key, form.typed, said)
    files: dict[str, str | None] = {}
    if form.part is Part.AREA_FACT:
        file, files, found = table_texts(now, form, form.name, key)
        problems += found
        edits += [Set((*key, FIELD), file)] if files else []
    if problems:
        return Refused(tuple(problems))
    renamed = _renamed(edits, key, form, now)
    if isinstance(renamed, Refused):
        return renamed
    if renamed and (refused := booked_problems(here, slug, form)):
        return Refused(refused)
    edits += [*offered(now, form, renamed), *kept_name(now, form, key, edits)]
    texts: dict[str, str | None] = {DEFINITION: with_edits(now.file.text, edits), **files}
    texts |= following(now.folder, form, renamed)
    return save_texts(here, slug, now, texts, f"{form.part} {renamed or form.name}".strip(), form)


def add_part(here: OpenWorkspace, slug: str, form: PartForm) -> Outcome:
    """Add a part at the end of those of its kind. Raises as ``change_part``."""
    now = defined(here, slug)
    check_inside(now, form.part)
    shape = SHAPES[form.part]
    names = names_among(now.values, form.part)
    if len(names) >= shape.most:
        raise UsageError(f"There are {shape.most} already.", hint="Remove one that is not needed.")
    table, problems = new_table(form.part, form.typed, Said(now.languages, now.zone))
    if form.part is Part.EVENT and not problems:
        table.setdefault("id", usual_event_id(table["title"]))
    name = str(table.get(shape.identity, ""))
    problems += name_problems(form.part, names, name)
    texts: dict[str, str | None] = {}
    if form.part is Part.AREA_FACT:
        problems = [each for each in problems if each.path != FIELD]
        table[FIELD], texts, found = table_texts(now, form, name)
        problems += found
    if problems:
        return Refused(tuple(problems))
    texts[DEFINITION] = with_edits(now.file.text, [Append(shape.table, table)])
    if form.part is Part.VARIANT:
        texts |= texts_of_variant(now, name)
    return save_texts(here, slug, now, texts, f"{form.part} {name}".strip(), form)


def remove_part(here: OpenWorkspace, slug: str, form: PartForm) -> Outcome:
    """Remove a part, a variant with its texts; the history keeps it. Raises as ``change_part``."""
    now = defined(here, slug)
    key = key_of(now.values, form.part, form.name)
    if form.mark != (mark := mark_at(now, form.part, key)) and SHAPES[form.part].identity == NUMBER:
        return ChangedMeanwhile(shown_at(now, form.part, key), mark)
    if refused := booked_problems(here, slug, form):
        return Refused(refused)
    texts: dict[str, str | None] = {DEFINITION: with_edits(now.file.text, [Remove(key)])}
    if form.part is Part.VARIANT:
        texts |= dict.fromkeys(files_of_variant(now.folder, form.name))
    if form.part is Part.AREA_FACT:
        texts |= table_goes(now, key)
    return save_texts(here, slug, now, texts, f"{form.part} {form.name}".strip(), form)


def move_part(here: OpenWorkspace, slug: str, form: PartForm, to: int) -> Outcome:
    """Put a part at another position among its kind, from 0. Raises as ``change_part``."""
    now = defined(here, slug)
    key = key_of(now.values, form.part, form.name)
    last = len(names_among(now.values, form.part)) - 1
    move = Move(SHAPES[form.part].table, int(key[-1]), max(0, min(to, last)))
    texts: dict[str, str | None] = {DEFINITION: with_edits(now.file.text, [move])}
    return save_texts(here, slug, now, texts, f"{form.part} {form.name}", form)


@dataclass(frozen=True, slots=True)
class TextForm:
    """A text as typed; ``mark`` is of what the form was shown with."""

    name: str
    typed: str
    mark: str
    sure: bool = False


def change_text(here: OpenWorkspace, slug: str, form: TextForm) -> Outcome:
    """Change a letter, a brief, or the definition's own file.

    Raises as ``saving.save``; UnknownName for a text in a language, or of a variant, that the
    campaign does not have.
    """
    now = _now_or_broken(here, slug)
    _check_is_expected(now, form.name)
    typed = plain_lines(form.typed)
    current = file_now(now.folder, form.name)
    if current.mark != form.mark and current.text != typed:
        return ChangedMeanwhile({"text": current.text or ""}, current.mark)
    if current.text == typed:
        return Saved(0)
    texts: dict[str, str | None] = {form.name: typed}
    return save_texts(here, slug, now, texts, form.name, PartForm(Part.ABOUT, sure=form.sure))


def _now_or_broken(here: OpenWorkspace, slug: str) -> Defined:
    """The definition; one without values if it is not TOML, so that its file can be corrected."""
    folder = own_folder(here, slug)
    now = file_now(folder, DEFINITION)
    text = now.text or ""
    file = toml_or_none(text, folder) or TomlFile(folder / DEFINITION, {}, text)
    return Defined(folder, file, now.mark)


def _check_is_expected(now: Defined, name: str) -> None:
    found = text_parts(name)
    if found is None or (now.folder / name).exists():
        return  # the definition, a text that is there, or what ``saving.save`` refuses
    variants = names_among(now.values, Part.VARIANT)
    if found.language not in now.languages:
        raise UnknownName("language", found.language, now.languages)
    if found.variant and (found.kind != "letter" or found.variant not in variants):
        raise UnknownName("variant", found.variant, variants)


def _renamed(
    edits: Sequence[Edit], key: tuple[str | int, ...], form: PartForm, now: Defined
) -> str | Refused:
    """The new name of a part, empty if it keeps its own; refused if another has it."""
    identity = SHAPES[form.part].identity
    for edit in edits:
        if identity and isinstance(edit, Set) and edit.key == (*key, identity):
            renamed = str(edit.value)
            taken = name_problems(form.part, names_among(now.values, form.part), renamed)
            return Refused(tuple(taken)) if taken else renamed
    return ""
