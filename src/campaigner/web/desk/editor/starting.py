"""Start a campaign: a title, a few questions, and what to begin with."""

from __future__ import annotations

from starlette.responses import Response

from campaigner.desk_addresses import DESK_EDITOR, DESK_NEW_CAMPAIGN
from campaigner.editing.starting import EMPTY, Start, start, templates
from campaigner.forms import FormRefused
from campaigner.organisers.acts import Act
from campaigner.text import in_language
from campaigner.vocabulary.representatives import Role
from campaigner.web.desk.frame.desk_page import AtDesk, DeskPage
from campaigner.web.desk.frame.languages import language_name

_FIELDS = ("title", "template", "languages", "role", "opens", "slug")
_OFFERED = ("en", "cy")


def ask(at: AtDesk) -> Response:
    """Ask for what a campaign begins with."""
    wished = at.request.query_params.get("template", "")
    known = [each.name for each in templates()]
    return _show(at, {"template": wished if wished in known else EMPTY}, {})


def make(at: AtDesk) -> Response:
    """Make a campaign, and go to its first page."""
    typed = {name: at.form.get(name, "") for name in (*_FIELDS, "others")}
    named = [each.strip() for each in typed["others"].split(",")]
    languages = [*at.form.getlist("languages"), *filter(None, named)]
    try:
        slug = start(
            at.here,
            Start(
                typed["title"],
                typed["template"] or EMPTY,
                typed["slug"],
                languages or ["en"],
                typed["role"] or Role.MP,
                opens=typed["opens"],
            ),
        )
    except FormRefused as refused:
        return _show(at, typed, at.errors_in(refused.problems, at.words["new_campaign"]["errors"]))
    return at.go(DESK_EDITOR, campaign=slug)


def _show(at: AtDesk, typed: dict[str, str], errors: dict[str, str]) -> Response:
    examples = [
        {
            "name": each.name,
            "title": in_language(each.title, at.language),
            "template": each,
            "languages": ", ".join(language_name(at, tag) for tag in each.languages),
        }
        for each in templates()
    ]
    usual = {"role": str(Role.MP), "others": ""}
    return at.show(
        "new-campaign",
        errors=errors,
        fields=_FIELDS,
        typed=usual | typed,
        tongues=[(tag, language_name(at, tag)) for tag in _OFFERED],
        ticked=at.form.getlist("languages") if at.request.method == "POST" else [at.language],
        examples=examples,
        new=EMPTY,
        roles=[str(each) for each in Role],
    )


PAGES = (
    DeskPage(DESK_NEW_CAMPAIGN, ask, Act.EDIT_CAMPAIGN, menu="new_campaign"),
    DeskPage(DESK_NEW_CAMPAIGN, make, Act.EDIT_CAMPAIGN, ("POST",)),
)
