"""Ambassadors, partners and channels that bring supporters in, and what came through each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from campaigner.addresses import campaign_page
from campaigner.errors import CampaignerError, UnknownName, UsageError
from campaigner.opening import OpenWorkspace
from campaigner.sources import PAPER, WEB, Source, paper_source, parse_code
from campaigner.store import audit, sources
from campaigner.store.database import transaction
from campaigner.text import slug
from campaigner.typed_words import clean_line
from campaigner.vocabulary.signatures import SourceKind


class CodeTaken(CampaignerError):
    """Another source has that code."""

    code = "code-taken"


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How many counted signatures came through a code.

    ``source`` is None for those whom nobody brought, and for a code whose source was removed.
    """

    code: str
    source: Source | None
    online: int
    paper: int

    @property
    def called(self) -> str:
        """The name of the source, or the code if there is none."""
        return (self.source.name if self.source else "") or self.code

    @property
    def signatures(self) -> int:
        """How many came in all."""
        return self.online + self.paper


@dataclass(frozen=True, slots=True)
class SourceLink:
    """The address of a campaign's page that counts for a source."""

    source: Source
    address: str

    def qr_code(self) -> str:
        """Returns its QR code, with white around it, as a file of SVG."""
        from campaigner.rendering.images import qr_svg

        return f"{qr_svg(self.address, self.address, border=4)}\n"


def counted_source(here: OpenWorkspace, code: str) -> str:
    """Returns the code under which a link counts: that of its source, or ``web``.

    A link or a QR code can be older than the list of sources, and nobody who follows it can
    correct it.
    """
    if not code:
        return WEB
    try:
        found = sources.known_code(here.database.conn, code)
    except UnknownName:
        return WEB
    return WEB if found == PAPER else found


def add_source(here: OpenWorkspace, code: str, kind: SourceKind, name: str) -> Source:
    """Adds a source, whose code links, QR codes and papers can carry from now on.

    If no code is typed, it is made of the name. Raises UsageError if the code or the name cannot
    be one, CodeTaken if another source has it.
    """
    named = _name(name)
    source = Source(parse_code(code or slug(named, "")[:40].strip("-")), kind, named)
    with transaction(here.database) as connection:
        if not sources.add_source(connection, source, here.moment):
            taken = sources.source_of(connection, source.code)
            raise CodeTaken(
                f"The code “{source.code}” is taken by the {taken.kind} “{taken.name}”.",
                hint="Choose another code: signatures stay counted under the code they came by.",
            )
        _record(here, "source added", source)
    return source


def change_source(here: OpenWorkspace, code: str, kind: SourceKind, name: str) -> Source:
    """Gives a source another kind and name. Its code stays: links and papers carry it.

    Raises UnknownName if there is no such source, UsageError if the name cannot be one.
    """
    named = _name(name)
    with transaction(here.database) as connection:
        before = sources.source_of(connection, code)
        source = replace(before, kind=kind, name=named)
        if source != before:
            sources.change_source(connection, source)
            _record(here, "source changed", source)
    return source


def remove_source(here: OpenWorkspace, code: str) -> Source:
    """Removes a source and its name; what was counted under its code stands.

    Raises UnknownName if there is no such source.
    """
    with transaction(here.database) as connection:
        source = sources.source_of(connection, code)
        sources.remove_source(connection, source.code)
        _record(here, "source removed", source)
    return source


def known_source(here: OpenWorkspace, code: str) -> Source:
    """Returns the source of a code. Raises UnknownName if there is none."""
    return sources.source_of(here.database.conn, code)


def source_counts(here: OpenWorkspace, campaign: str = "") -> list[SourceCount]:
    """Returns the counted signatures by source, of one campaign or of all; they add up.

    Sources through which nobody came are among them. Raises UnknownName for a campaign that is
    not there.
    """
    if campaign:
        here.workspace.campaign_folder(campaign)
    connection = here.database.conn
    counts = sources.signatures_by_source(connection, campaign)
    found = []
    for source in sources.all_sources(connection):
        online, paper = (counts.pop(code, 0) for code in (source.code, paper_source(source.code)))
        found.append(SourceCount(source.code, source, online, paper))
    for code, count in sorted(counts.items()):
        on_paper = code.partition("/")[0] == PAPER
        found.append(SourceCount(code, None, 0 if on_paper else count, count if on_paper else 0))
    return found


def source_count(here: OpenWorkspace, campaign: str, code: str) -> SourceCount:
    """Returns the counted signatures of one campaign through one source.

    Raises UnknownName for a source that is not there.
    """
    connection = here.database.conn
    source = sources.source_of(connection, code)
    online, paper = (
        sources.signatures_of(connection, campaign, each)
        for each in (source.code, paper_source(source.code))
    )
    return SourceCount(source.code, source, online, paper)


def source_link(here: OpenWorkspace, code: str, campaign: str) -> SourceLink:
    """Returns the link to a campaign's page that carries a source's code.

    Raises UnknownName for a source or a campaign that is not there.
    """
    here.workspace.campaign_folder(campaign)
    source = sources.source_of(here.database.conn, code)
    web_address = here.workspace.settings.web.address
    return SourceLink(source, campaign_page(web_address, campaign, source.code))


def _name(text: str) -> str:
    """Raises UsageError (``name-wanted``) if nothing is typed, and as ``clean_line``."""
    if name := clean_line(text):
        return name
    raise UsageError("A source needs a name.", hint="Enter one.", code="name-wanted")


def _record(here: OpenWorkspace, action: str, source: Source) -> None:
    """The audit has the code, never the name: it can be that of a person."""
    audit.record(here.database.conn, here.moment, here.actor, action, source=source.code)
