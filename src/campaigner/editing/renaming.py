"""What follows the name of a part: the texts that state a fact, the files of a variant."""

from __future__ import annotations

import re
from pathlib import Path

from campaigner.editing.definition import Edit, Set
from campaigner.editing.folder import file_now, files_now, text_parts
from campaigner.editing.outcomes import Defined, PartForm
from campaigner.editing.parts import Part

_CALLS = {Part.FACT: "fact", Part.AREA_FACT: "area_fact"}
"""How a text states a fact."""


def offered(now: Defined, form: PartForm, renamed: str) -> list[Edit]:
    """Returns the edits by which a fact that people may choose keeps its place in the letter."""
    letter = now.values.get("letter")
    facts = letter.get("facts") if isinstance(letter, dict) else None
    if form.part is not Part.FACT or not renamed or not isinstance(facts, list):
        return []
    if form.name not in facts:
        return []
    return [Set(("letter", "facts"), [renamed if each == form.name else each for each in facts])]


def following(folder: Path, form: PartForm, renamed: str) -> dict[str, str | None]:
    """Returns the texts that use a part by its name, with the new one."""
    if not renamed:
        return {}
    if form.part is Part.VARIANT:
        return _renamed_variant(folder, form.name, renamed)
    if form.part not in _CALLS:
        return {}
    call = re.compile(rf"""(\b{_CALLS[form.part]}\(\s*)(["']){re.escape(form.name)}\2""")
    found: dict[str, str | None] = {}
    for name, file in files_now(folder).items():
        if text_parts(name) and file.text:
            text = call.sub(lambda match: f"{match[1]}{match[2]}{renamed}{match[2]}", file.text)
            if text != file.text:
                found[name] = text
    return found


def files_of_variant(folder: Path, variant: str) -> list[str]:
    """Returns the names of a variant's files."""
    found = []
    for name in files_now(folder):
        parts = text_parts(name)
        if parts and parts.kind == "letter" and parts.variant == variant:
            found.append(name)
    return found


def _renamed_variant(folder: Path, variant: str, renamed: str) -> dict[str, str | None]:
    texts: dict[str, str | None] = {}
    for name in files_of_variant(folder, variant):
        ending = name.removeprefix(f"letter.{variant}")
        texts[f"letter.{renamed}{ending}"] = file_now(folder, name).text
        texts[name] = None
    return texts


def texts_of_variant(now: Defined, variant: str) -> dict[str, str | None]:
    """Returns the texts of a new variant, which begins with the usual letter in each language."""
    return {
        f"letter.{variant}.{language}.md": file_now(now.folder, f"letter.{language}.md").text or ""
        for language in now.languages
        if not (now.folder / f"letter.{variant}.{language}.md").exists()
    }
