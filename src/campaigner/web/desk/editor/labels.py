"""What fields, texts and changes are called for people: never by a file, a key or a tag."""

from __future__ import annotations

from collections.abc import Sequence

from campaigner.campaigns.reading import DEFINITION
from campaigner.editing.folder import is_table, text_parts
from campaigner.editing.parts import NUMBER, Field, Part
from campaigner.editing.shapes import SHAPES
from campaigner.web.desk.frame.desk_page import AtDesk
from campaigner.web.desk.frame.languages import language_name


def in_tongue(at: AtDesk, tag: str) -> str:
    """Returns “in Welsh” in the language of the page."""
    words = at.words["editor"]
    known: str | None = words["in_languages"].get(tag)
    return known or str(words["in_another"]).replace("{language}", language_name(at, tag))


def plain_label(at: AtDesk, part: Part, field: Field) -> str:
    """Returns what a field is called, without a language."""
    labels, name = at.words["editor"]["fields"], field.name.replace(".", "_")
    return str(labels.get(f"{part}_{name}") or labels.get(name) or field.name)


def hint_of(at: AtDesk, part: Part, field: Field) -> str:
    """Returns what stands under the label of a field, if anything does."""
    hints, name = at.words["editor"]["hints"], field.name.replace(".", "_")
    return str(hints.get(f"{part}_{name}") or hints.get(name) or "")


def label_of(at: AtDesk, part: Part, name: str, languages: Sequence[str]) -> str:
    """Returns what the cell of a field is called, by its name in the form.

    Its language is said if the campaign has several. Empty if the part has no such field.
    """
    for field in SHAPES[part].fields:
        if name == field.name:
            return plain_label(at, part, field)
        if field.each and name.startswith(f"{field.name}."):
            label, tag = plain_label(at, part, field), name.removeprefix(f"{field.name}.")
            return f"{label} {in_tongue(at, tag)}" if len(languages) > 1 else label
    return ""


def part_title(at: AtDesk, part: Part, name: str) -> str:
    """Returns what a part is called: its kind, and its name among others."""
    kind = str(at.words["editor"]["one"][part])
    if SHAPES[part].identity == NUMBER and name:
        return f"{kind} {name}"
    return f"{kind}: {part_name(part, name)}" if name else kind


def part_name(part: Part, name: str) -> str:
    """Returns the name of a part as people read it: of a number, its digits in groups."""
    is_number = part is Part.THRESHOLD and name.isascii() and name.isdecimal()
    return f"{int(name):,}" if is_number and len(name) < 18 else name


def file_title(at: AtDesk, name: str, languages: Sequence[str] = ()) -> str:
    """Returns what a file is called: “Letter in Welsh”, “Letter “ministers” in Welsh”.

    The language of the only one of a campaign's ``languages`` is not said.
    """
    words = at.words["editor"]
    found = text_parts(name)
    if is_table(name):
        return f"{words['kinds_of_text']['table']} “{name.removesuffix('.csv')}”"
    if found is None:
        return str(words["kinds_of_text"]["definition"]) if name == DEFINITION else name
    title = str(words["kinds_of_text"][found.kind])
    if found.variant:
        title += f" “{found.variant}”"
    return title if len(languages) == 1 else f"{title} {in_tongue(at, found.language)}"
