"""The people whom an update is for: chosen, and counted."""

from __future__ import annotations

import re

from starlette.responses import Response

from campaigner.desk_addresses import DESK_UPDATE_COUNT, DESK_UPDATE_PEOPLE
from campaigner.forms import FormRefused
from campaigner.organisers.acts import Act
from campaigner.updates.audience import audience_of, choose_audience, count_again
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.updates.finding import number_in
from campaigner.web.desk.updates.showing import back, done, update_page

_SEPARATORS = re.compile(r"[\n,;]+")


def choose_people(at: AtDesk) -> Response:
    """Take whom an update is for."""
    wanted = audience_of(
        [each.strip() for each in _SEPARATORS.split(at.form.get("areas", ""))],
        at.form.getlist("sources"),
        at.form.getlist("languages"),
    )
    try:
        choose_audience(at.here, at.session, at.campaign, number_in(at), wanted)
    except FormRefused as refused:
        errors = at.errors_in(refused.problems, at.words["updates"]["errors"])
        return update_page(at, errors, at.form.get("areas", ""))
    return back(at)


def count_people(at: AtDesk) -> Response:
    """Count again how many people an update would go to."""
    return done(at, lambda number: count_again(at.here, at.session, at.campaign, number))


PAGES = (
    DeskPage(DESK_UPDATE_PEOPLE, choose_people, Act.WRITE_UPDATES, ("POST",)),
    DeskPage(DESK_UPDATE_COUNT, count_people, Act.WRITE_UPDATES, ("POST",)),
)
