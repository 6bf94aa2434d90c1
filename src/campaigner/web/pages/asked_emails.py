"""An address that looks mistyped: the form comes back once and asks which one is right.

The form has ``asked``, the address that it asks about, and ``use``, the answer; who types another
address instead has answered, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import ImmutableMultiDict

from campaigner.email_doubts import probably_meant, to_ask_about
from campaigner.emails import same_address
from campaigner.problems import Problem
from campaigner.web.forms import Form

ASKED, USE = "asked", "use"


def with_chosen_email(form: Form, field: str = "email") -> Form:
    """Returns the form with the address that was chosen in place of the one that was typed."""
    use = form.get(USE, "")
    if not use or not same_address(form.get(ASKED, ""), form.get(field, "").strip()):
        return form
    return ImmutableMultiDict(
        [(name, use if name == field else value) for name, value in form.multi_items()]
    )


def asked_about(
    typed: str, asked: str, problems: Sequence[Problem], field: str = "email"
) -> tuple[str, list[Problem]]:
    """Returns the address that was probably meant, if the form has to ask, and all its problems.

    ``typed`` is what the field has, ``asked`` what was asked about before, ``problems`` what is
    wrong anyway. An address that is not valid is asked about each time.
    """
    found = list(problems)
    is_invalid = any(each.path == field for each in found)
    meant = probably_meant(typed) if is_invalid else to_ask_about(typed, asked)
    if meant and not is_invalid:
        found.append(Problem(field, 0, "check-email", "Check your email address."))
    return meant, found
