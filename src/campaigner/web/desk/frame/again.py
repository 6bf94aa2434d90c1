"""The password once more, before what needs it; then what was asked for goes on.

What was asked for is sealed into the page that asks for the password: nobody types it twice.
"""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from campaigner.errors import CampaignerError
from campaigner.organisers import sessions
from campaigner.organisers.attempts import TooManyAttempts
from campaigner.organisers.own_account import own_account
from campaigner.organisers.passkeys import PasskeyRefused, prove_with_passkey, question_to_prove
from campaigner.organisers.second_factor import CodeRefused
from campaigner.organisers.sessions import CodeNeeded, LoggedIn, LoginRefused
from campaigner.web.desk.frame.asking_devices import asked, challenge_of, origin_of
from campaigner.web.desk.frame.refusals import said_of, waited
from campaigner.web.desk.frame.view import Shown, errors_of, show
from campaigner.web.desk.frame.visit import Visit, back, own_address
from campaigner.web.forms import Form
from campaigner.web.pages.statuses import NOT_VALID, TOO_MANY
from campaigner.web.sealing import sealed, unsealed
from campaigner.web.site import site_of

_ASKED = "desk-asked"
_FIELDS = ("password", "code")


def is_proof(form: Form) -> bool:
    """Returns whether a form is that of the page that asks for the password."""
    return _ASKED in form


def ask(visit: Visit) -> Response:
    """Ask for the password, before what was asked for is done."""
    method = "GET" if visit.files else visit.method  # files are chosen once more
    values = {"method": method, "fields": visit.form.multi_items(), **_place(visit)}
    request = visit.request
    return _page(visit, sealed(request, _ASKED, values, site_of(request).clock()))


def prove(visit: Visit) -> Visit | Response:
    """Take the password, and return what was asked for before; a page if it is not right."""
    kept, request = visit.form.get(_ASKED, ""), visit.request
    wanted = unsealed(request, _ASKED, kept, site_of(request).clock())
    if not wanted or any(wanted[key] != value for key, value in _place(visit).items()):
        return back(request)
    try:
        done = _proved(visit)
    except (LoginRefused, CodeNeeded, CodeRefused, TooManyAttempts, PasskeyRefused) as refused:
        return _page(visit, kept, refused)
    form = Form([(str(name), str(value)) for name, value in wanted["fields"]])
    session = sessions.session_of(visit.here, done.token)
    method = str(wanted["method"])
    return replace(visit, session=session, token=done.token, method=method, form=form)


def _proved(visit: Visit) -> LoggedIn:
    """Take a passkey, or the password."""
    if "credential" in visit.form:
        request, said = visit.request, visit.form.get("credential", "")
        challenge = challenge_of(request, visit.form)
        return prove_with_passkey(visit.here, visit.token, origin_of(request), challenge, said)
    password, code = (visit.form.get(name, "") for name in _FIELDS)
    return sessions.prove_again(visit.here, visit.token, password, code)


def _to_passkeys(visit: Visit) -> dict[str, str]:
    """What a form has for a device; nothing if the account has no passkey."""
    question = question_to_prove(visit.here, visit.session, origin_of(visit.request))
    return asked(visit.request, question) if question else {}


def _place(visit: Visit) -> dict[str, object]:
    """What the password page belongs to: what is sealed for one is worth nothing at another."""
    return {"address": own_address(visit.request), "account": visit.session.account.id}


def _page(visit: Visit, kept: str, refused: CampaignerError | None = None) -> Response:
    errors = said_of(visit.request, visit.language, refused) if refused else {}
    values = {
        "asked": kept,
        "address": own_address(visit.request),
        "passkey": _to_passkeys(visit),
        "has_factor": own_account(visit.here, visit.session).has_second_factor,
        **errors_of(errors, _FIELDS),
    }
    status = TOO_MANY if isinstance(refused, TooManyAttempts) else NOT_VALID if refused else 403
    shown = Shown(visit.language, visit.session.account)
    return show(visit.request, "again", shown, values, status, waited(refused))
