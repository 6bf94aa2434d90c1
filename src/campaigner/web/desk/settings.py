"""The settings that an owner may change at the desk."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_SETTINGS
from campaigner.editing.own_settings import ChangedMeanwhile, settings_form
from campaigner.forms import FormRefused
from campaigner.organisers.acts import Act
from campaigner.privacy.shorter_retention import Changed, change_with_care
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.pages.statuses import CONFLICT


def show(
    at: AtDesk,
    errors: dict[str, str] | None = None,
    *,
    clash: bool = False,
    changed: Changed | None = None,
) -> Response:
    """Show the settings, with what is wrong beside its field."""
    form = settings_form(at.here, at.session)
    names = tuple(each.name for table in form.tables.values() for each in table)
    typed = {} if clash or changed else dict(at.form)
    status = CONFLICT if clash else 200
    return at.show(
        "settings",
        status,
        errors=errors,
        fields=names,
        form=form,
        typed=typed,
        clash=clash,
        changed=changed,
    )


def change(at: AtDesk) -> Response:
    """Change them, all or none."""
    mark = at.form.get("mark", "")
    try:
        changed = change_with_care(at.here, at.session, dict(at.form), mark)
    except FormRefused as refused:
        return show(at, at.errors_in(refused.problems))
    except ChangedMeanwhile:
        return show(at, clash=True)
    return show(at, changed=changed)


PAGES = (
    DeskPage(DESK_SETTINGS, show, Act.CHANGE_SETTINGS, menu="settings"),
    DeskPage(DESK_SETTINGS, change, Act.CHANGE_SETTINGS, ("POST",)),
)
