"""The languages of a campaign."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_EDITOR_LANGUAGES, DESK_EDITOR_PREPARED
from campaigner.editing.languages import add_language, remove_language, set_reviewed
from campaigner.editing.outcomes import NewWording, Outcome
from campaigner.editing.preparing import begin, being_prepared, preparation
from campaigner.editing.saving import Saved
from campaigner.editing.standing import standing_of
from campaigner.errors import CampaignerError
from campaigner.organisers.acts import Act
from campaigner.web.desk.editor.defining import defined_at, in_forms
from campaigner.web.desk.editor.saying import SAVED, shown
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.languages import language_name


def show(at: AtDesk) -> Response:
    """Show the languages."""
    return _show(at, {})


def _show(at: AtDesk, errors: dict[str, str], sure: str = "") -> Response:
    now = defined_at(at)
    unreviewed = now.values.get("unreviewed_languages")
    return shown(
        at,
        "editor-languages",
        "languages",
        errors,
        tongues=[(tag, language_name(at, tag)) for tag in now.languages],
        unreviewed=unreviewed if isinstance(unreviewed, list) else [],
        typed=at.form.get("add", ""),
        sure=sure,
        coming=[
            (tag, language_name(at, tag), preparation(at.here, at.campaign, tag).left)
            for tag in being_prepared(at.here, at.campaign)
        ],
    )


def change(at: AtDesk) -> Response:
    """Add a language, remove one, or record whether it was checked."""
    defined_at(at)
    try:
        if at.form.get("add", "").strip() and standing_of(at.here, at.campaign).is_open:
            tag = begin(at.here, at.campaign, at.form.get("add", ""))
            return at.go(DESK_EDITOR_PREPARED, language=tag)
        outcome = _done(at)
    except CampaignerError as error:
        return _show(at, {"add": at.said(error)})
    if isinstance(outcome, Saved):
        return at.go(DESK_EDITOR_LANGUAGES + SAVED)
    if isinstance(outcome, NewWording):
        words = at.words["editor"]["new_wording"].replace("{number}", str(outcome.next))
        return _show(at, {"add": words}, sure=at.form.get("remove", ""))
    return _show(at, {"add": at.words["editor"]["language_while_open"]})


def _done(at: AtDesk) -> Outcome:
    here, slug, form = at.here, at.campaign, at.form
    if tag := form.get("remove", ""):
        return remove_language(here, slug, tag, sure=form.get("sure", "") == tag)
    if tag := form.get("checked", ""):
        return set_reviewed(here, slug, tag, reviewed=True)
    if tag := form.get("unchecked", ""):
        return set_reviewed(here, slug, tag, reviewed=False)
    return add_language(here, slug, form.get("add", "").strip())


PAGES = (
    DeskPage(DESK_EDITOR_LANGUAGES, in_forms(show), Act.EDIT_CAMPAIGN),
    DeskPage(DESK_EDITOR_LANGUAGES, in_forms(change), Act.EDIT_CAMPAIGN, ("POST",)),
)
