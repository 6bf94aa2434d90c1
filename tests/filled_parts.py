"""What somebody types into each part of the editor that there can be, for the tests."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from campaigner.editing.changing import add_part, change_part
from campaigner.editing.outcomes import Outcome, PartForm, defined
from campaigner.editing.part_rules import INSIDE
from campaigner.editing.part_values import is_there, key_of, names_among
from campaigner.editing.parts import Kind, Part, names_of
from campaigner.editing.saving import Saved
from campaigner.editing.shapes import SHAPES
from campaigner.editing.shown_parts import mark_at, shown_at
from campaigner.opening import OpenWorkspace

_CLAIM = {
    "source": "A made-up count",
    "url": "https://example.org/bakers",
    "as_of": "2026-10-01",
    "review_by": "2027-06-01",
    "note": "Page 3.",
}
WORDS = (Kind.LINE, Kind.TEXT, Kind.LINES, Kind.TABLE)
"""The kinds of fields that take words of any kind."""
TABLE = "area_code,ovens\nE14001063,1200\nW07000081,80\n"
TYPED: Mapping[Part, Mapping[str, str]] = {
    Part.ASK: {"id": "sell", "text.en": "Sell it.", "text.cy": "Gwerthwch ef.", "nations": "wales",
               "expires": "2027-05-01"},
    Part.FACT: {"id": "bakers", "text.en": "Bakers are few.", "text.cy": "Prin yw’r pobyddion.",
                **_CLAIM},
    Part.CITATION: {"ref": "UDHR 3", "supports.en": "Life.", "supports.cy": "Bywyd."},
    Part.VARIANT: {"id": "ministers", "recipient.minister": "yes", "recipient.party": "A\nB"},
    Part.THRESHOLD: {"at": "1000", "name.en": "We march.", "name.cy": "Gorymdeithiwn."},
    Part.PARTNER: {"name": "Sample Millers", "address": "2 Sample Street\nSampleton",
                   "website": "https://example.org/millers", "email": "mill@example.org",
                   "consents": "news/email\nnews/post", "consent.en": "May the Millers email me?",
                   "consent.cy": "A gaiff y Melinwyr e-bostio?"},
    Part.EVENT: {"id": "baking", "title.en": "Baking", "title.cy": "Pobi",
                 "starts": "2027-07-09T18:00", "ends": "2027-07-09T19:30", "place": "The hall",
                 "online": "https://example.org/baking", "places": "40", "access.en": "No steps.",
                 "access.cy": "Dim grisiau."},
    Part.AREA_FACT: {"id": "ovens", "text.en": "In {area} there are {ovens} ovens.",
                     "text.cy": "Yn {area} mae {ovens} o ffyrnau.", **_CLAIM, "file": TABLE},
    Part.FORMAL: {"title.en": "Bread", "title.cy": "Bara",
                  "petitioners.en": "residents of the United Kingdom",
                  "petitioners.cy": "trigolion y Deyrnas Unedig",
                  "declaration.en": "many people have no bread",
                  "declaration.cy": "fod llawer heb fara",
                  "request.en": "bring in a Bill that gives everyone the right to bread",
                  "request.cy": "gyflwyno Bil sy’n rhoi’r hawl i fara i bawb",
                  "senedd_request.en": "have regard to the right to bread",
                  "senedd_request.cy": "roi sylw i’r hawl i fara",
                  "by": "people", "decided.courts": "No case is meant."},
    Part.E_PETITION: {"action": "Give everyone the right to bread", "background": "Many have none.",
                      "details": "Bread is food."},
    Part.SCOTLAND: {"title": "A right to bread", "summary": "Many have none.",
                    "earlier_action": "We asked the Scottish Government in 2026."},
    Part.MOTION: {"title": "Bread", "text": "notes that many people have no bread.",
                  "decided.language": "The words are plain."},
    Part.QUESTION: {"to": "the Secretary of State for Bread", "asks": "what bread is there"},
}  # fmt: skip
"""A whole part of each kind that a campaign can be without; those inside another come after it."""


def form_of(
    here: OpenWorkspace, part: Part, name: str = "", typed: Mapping[str, str] | None = None
) -> PartForm:
    """A form as it is shown, with some fields typed otherwise."""
    now = defined(here, "bread")
    if SHAPES[part].one_of_many and not name:
        return PartForm(part, "", dict(typed or {}))
    key = key_of(now.values, part, name)
    return PartForm(
        part, name, {**shown_at(now, part, key), **(typed or {})}, mark_at(now, part, key)
    )


def name_of(part: Part) -> str:
    """The name that a part of ``TYPED`` has among others of its kind in the small campaign."""
    identity = SHAPES[part].identity
    return "1" if identity == "#" else TYPED[part].get(identity, "") if identity else ""


def evil_form(here: OpenWorkspace, part: Part, text: str, good: Collection[str] = ()) -> PartForm:
    """A form with a stranger's text in every field that takes words, but for those that are good.

    The fields are those of the part's shape: one that is added to it is among them by itself.
    """
    now = defined(here, "bread")
    first = next(iter(names_among(now.values, part)), "") if part not in TYPED else ""
    form = form_of(here, part, first, TYPED.get(part))
    evil = {
        name: text
        for field in SHAPES[part].fields
        for name, _ in names_of(field, now.languages)
        if field.kind in WORDS and name not in good
    }
    return replace(form, typed={**form.typed, **evil})


def written(here: OpenWorkspace, form: PartForm) -> Outcome:
    """What becomes of a form; what its part stands in is written before."""
    around = INSIDE.get(form.part)
    if around and not is_there(defined(here, "bread").values, around):
        assert isinstance(written(here, form_of(here, around, "", TYPED[around])), Saved)
    is_new = SHAPES[form.part].one_of_many and not form.name
    return add_part(here, "bread", form) if is_new else change_part(here, "bread", form)


def fills(here: OpenWorkspace, part: Part, typed: Mapping[str, str] | None = None) -> Outcome:
    """A part of the table is written, after the one that it stands in."""
    return written(here, form_of(here, part, "", {**TYPED[part], **(typed or {})}))
