"""The interface as an application of its own, with its description at ``/api/openapi.json``."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from campaigner.errors import CampaignerError
from campaigner.web.api import answers, campaigns, instruments
from campaigner.web.site import Site

_ABOUT = """\
Campaigns, their counts, and the instruments that they cite. Read only, free to use, without a key.

Answers carry an `ETag`: ask again with `If-None-Match`, and nothing is sent twice. Counts of values
that few people share are folded together, so that no count points at a person. The version is in
the header `API-Version`; fields may be added to it, none is taken away or renamed.
"""


def api_of(site: Site) -> FastAPI:
    """Returns the interface of a site."""
    api = FastAPI(
        title="campaigner",
        version="1",
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
    )
    api.state.site = site
    api.add_exception_handler(HTTPException, answers.refused)
    api.add_exception_handler(RequestValidationError, answers.not_valid)
    api.add_exception_handler(CampaignerError, answers.unable)
    api.add_exception_handler(500, answers.failed)
    for each in (campaigns, instruments):
        api.include_router(each.router)
    api.add_middleware(
        CORSMiddleware, allow_origins=["*"], allow_methods=["GET"], expose_headers=["ETag"]
    )
    return api
