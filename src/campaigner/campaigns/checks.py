"""Check a campaign: find every problem in its folder at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from campaigner.campaigns.area_tables import AREA, places_in, unusual_codes
from campaigner.campaigns.claims.unsourced import unsourced_in_definition
from campaigner.campaigns.loaded import Loaded
from campaigner.campaigns.logos import LogoRefused, check_logo
from campaigner.campaigns.models import Campaign, Vehicle
from campaigner.campaigns.parliament_checks import for_parliaments
from campaigner.campaigns.reading import read_campaign
from campaigner.campaigns.template_checks import check_texts
from campaigner.campaigns.unwritten import localised, still_to_write
from campaigner.campaigns.variants import unreachable
from campaigner.errors import CampaignerError, ProblemsFound, did_you_mean
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.mistakes import mistakes_in_claim
from campaigner.problems import Problem, Severity, shown_path
from campaigner.toml import Key
from campaigner.validation import dotted
from campaigner.vocabulary.letters import VehicleKind
from campaigner.vocabulary.representatives import Nation

_STALE_AFTER_DAYS = 365


def check_campaign(folder: Path, today: date | None = None) -> list[Problem]:
    """Returns every problem of a campaign's folder, by file and line.

    With ``today``, facts past their ``review_by`` or older than a year on that day are warnings,
    and so are asks and their vehicles that have expired.
    """
    try:
        loaded = read_campaign(folder)
    except ProblemsFound as error:
        return list(error.problems)
    except CampaignerError as error:
        return [Problem(shown_path(folder), 0, "unreadable-campaign", error.message, error.hint)]
    except OSError as error:
        message = f"this campaign cannot be read: {error.strerror}."
        return [Problem(shown_path(folder), 0, "unreadable-campaign", message)]
    problems = [*loaded.problems, *check_texts(loaded), *still_to_write(loaded)]
    for check in _CHECKS:
        if loaded.campaign:
            problems += check(loaded, loaded.campaign)
    if loaded.campaign and today:
        problems += _stale_facts(loaded, loaded.campaign, today)
        problems += _past(loaded, loaded.campaign, today)
    return sorted(problems)


def _problem(
    loaded: Loaded,
    key: Key,
    code: str,
    message: str,
    hint: str = "",
    severity: Severity = Severity.ERROR,
) -> Problem:
    path, line = shown_path(loaded.file.path), loaded.file.line_of(key)
    return Problem(path, line, code, message, hint, severity=severity, key=tuple(key))


def _translations(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """Each text of the definition is in each language, and in no other."""
    for key, texts in localised(campaign.model_dump(exclude={"texts"})):
        for language in campaign.languages:
            if language not in texts:
                message = f"“{dotted(key)}” is not translated into “{language}”."
                hint = f"Add {key[-1]}.{language}."
                yield _problem(loaded, key, "missing-translation", message, hint)
        for language in texts.keys() - set(campaign.languages):
            message = f"“{dotted(key)}” has a text in “{language}”, which is not in languages."
            yield _problem(loaded, (*key, language), "undeclared-language", message)


def _languages(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    for position, language in enumerate(campaign.unreviewed_languages):
        if language not in campaign.languages:
            key = ("unreviewed_languages", position)
            yield _problem(loaded, key, "undeclared-language", f"“{language}” is not in languages.")


def _dates(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    if campaign.closes < campaign.opens:
        message = f"the campaign closes on {campaign.closes}, before it opens on {campaign.opens}."
        yield _problem(loaded, ("closes",), "closes-before-opening", message)
    for table, position, fact in campaign.claims():
        if fact.review_by < fact.as_of:
            message = f"the review date of the fact “{fact.id}” is before its own date."
            yield _problem(loaded, (table, position, "review_by"), "review-before-fact", message)
    for position, event in enumerate(campaign.events):
        if event.ends and event.ends < event.starts:
            message = f"the event “{next(iter(event.title.values()))}” ends before it starts."
            yield _problem(loaded, ("events", position, "ends"), "ends-before-start", message)


def _citations(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    for position, citation in enumerate(campaign.citations):
        key = ("citations", position, "ref")
        try:
            reference = parse_reference(citation.ref)
        except CampaignerError as error:
            yield _problem(loaded, key, "unresolvable-citation", error.message, error.hint)
            continue
        claim = " ".join(citation.supports.values())
        for mistake in mistakes_in_claim(reference, claim):
            code = "article-does-not-hold"
            yield _problem(loaded, key, code, mistake.message, mistake.hint, Severity.WARNING)


def _identifiers(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    tables: dict[Key, list[str]] = {
        ("facts",): [fact.id for fact in campaign.facts],
        ("area_facts",): [fact.id for fact in campaign.area_facts],
        ("asks",): [ask.id for ask in campaign.asks],
        ("letter", "variants"): [variant.id for variant in campaign.letter.variants],
        ("events",): [event.id for event in campaign.events],
    }
    for table, identifiers in tables.items():
        counts = Counter(identifiers)
        for position, identifier in enumerate(identifiers):
            if counts[identifier] > 1:
                message = f"the id “{identifier}” is used more than once in {dotted(table)}."
                yield _problem(loaded, (*table, position, "id"), "duplicate-id", message)


def _thresholds(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    counts = [threshold.at for threshold in campaign.petition.thresholds]
    if counts != sorted(set(counts)):
        message = "each threshold must be higher than the one before it."
        yield _problem(loaded, ("petition", "thresholds"), "thresholds-out-of-order", message)
    for position, threshold in enumerate(campaign.petition.thresholds):
        key = ("petition", "thresholds", position, "name")
        for language in campaign.languages:
            if language not in threshold.name:
                message = f"“{dotted(key)}” is not translated into “{language}”."
                hint = "The page in that language shows it in another."
                yield _problem(loaded, key, "missing-translation", message, hint, Severity.WARNING)


def _variants(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """Each variant can be chosen in at least one case."""
    never = unreachable(campaign)
    for position, variant in enumerate(campaign.letter.variants):
        if variant.id in never:
            message = f"the variant “{variant.id}” can never be chosen."
            hint = "An earlier variant takes all its cases, or no letters go to such a recipient."
            key = ("letter", "variants", position, "id")
            yield _problem(loaded, key, "unreachable-variant", message, hint)


def _area_facts(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """Facts by area use columns that their tables have, and their areas are of this country."""
    for position, fact in enumerate(campaign.area_facts):
        columns = (AREA, *campaign.area_tables[fact.file].columns)
        for language, text in fact.text.items():
            for name in places_in(text):
                if name not in columns:
                    message = f"the table {fact.file} has no column “{name}”."
                    key = ("area_facts", position, "text", language)
                    hint = did_you_mean(name, columns)
                    yield _problem(loaded, key, "unknown-column", message, hint)
    if any(scheme.startswith("uk-") for scheme in campaign.petition.areas):
        for name, table in campaign.area_tables.items():
            yield from unusual_codes(campaign.folder / name, table)


def _nations(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """People in every nation have something to ask."""
    for nation in Nation:
        if not any(ask.is_for(nation) for ask in campaign.asks):
            message = f"no ask is for people in {nation}: they can write no letter."
            yield _problem(loaded, ("asks",), "no-ask", message)


def _vehicles(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """A motion has its number, and each text of a vehicle says the number that it has."""
    for place, vehicle, key in _vehicles_of(campaign):
        if vehicle.kind is VehicleKind.EARLY_DAY_MOTION and not vehicle.number:
            message = f"the motion of the ask “{place}” has no number."
            yield _problem(loaded, key, "no-number", message, 'Add number = "…".')
        for language, text in vehicle.text.items():
            if vehicle.number not in text:
                message = f"this text does not say the number {vehicle.number}."
                yield _problem(loaded, (*key, "text", language), "no-number", message)


def _vehicles_of(campaign: Campaign) -> Iterator[tuple[str, Vehicle, Key]]:
    for position, ask in enumerate(campaign.asks):
        for number, vehicle in enumerate(ask.vehicles):
            yield ask.id, vehicle, ("asks", position, "vehicles", number)


def _letter_facts(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    known = [fact.id for fact in campaign.facts]
    for position, identifier in enumerate(campaign.letter.facts):
        if identifier not in known:
            message = f"unknown fact “{identifier}”."
            key = ("letter", "facts", position)
            yield _problem(loaded, key, "unknown-fact", message, did_you_mean(identifier, known))


def _partners(loaded: Loaded, campaign: Campaign) -> Iterator[Problem]:
    """Partners have different names, and logos that can be shown."""
    keys = [partner.key for partner in campaign.partners]
    for position, partner in enumerate(campaign.partners):
        if keys.index(partner.key) != position:
            message = f"another partner has a name like “{partner.name}”."
            yield _problem(loaded, ("partners", position), "duplicate-partner", message)
        asked = [(each.purpose, each.channel) for each in partner.questions]
        if len(set(asked)) < len(asked):
            message = f"“{partner.name}” asks twice for one purpose and channel."
            place = ("partners", position)
            yield _problem(loaded, place, "duplicate-consent", message, "Ask once.")
        if partner.logo:
            try:
                check_logo(campaign.folder, partner.logo)
            except LogoRefused as error:
                key = ("partners", position, "logo")
                yield _problem(loaded, key, "unusable-logo", error.message, error.hint)


def _stale_facts(loaded: Loaded, campaign: Campaign, today: date) -> Iterator[Problem]:
    for table, position, fact in campaign.claims():
        if fact.review_by < today:
            message = f"the fact “{fact.id}” was due for review by {fact.review_by}."
        elif (today - fact.as_of).days > _STALE_AFTER_DAYS:
            message = f"the fact “{fact.id}” is dated {fact.as_of}, more than a year ago."
        else:
            continue
        hint = "Check its source again, then set as_of and review_by."
        key = (table, position, "review_by")
        yield _problem(loaded, key, "stale-fact", message, hint, Severity.WARNING)


def _past(loaded: Loaded, campaign: Campaign, today: date) -> Iterator[Problem]:
    """Asks and vehicles that letters leave out by now."""
    for position, ask in enumerate(campaign.asks):
        if ask.is_past(today):
            message = f"the ask “{ask.id}” expired on {ask.expires}: letters leave it out."
            key: Key = ("asks", position, "expires")
            yield _problem(loaded, key, "expired-ask", message, "", Severity.WARNING)
    for identifier, vehicle, key in _vehicles_of(campaign):
        if vehicle.expires < today:
            what = vehicle.kind.replace("-", " ")
            message = f"the {what} of the ask “{identifier}” expired on {vehicle.expires}: letters"
            message += " leave it out."
            hint = "Remove it, or see what became of it."
            place = (*key, "expires")
            yield _problem(loaded, place, "expired-vehicle", message, hint, Severity.WARNING)


_Check = Callable[[Loaded, Campaign], Iterator[Problem]]
_CHECKS: tuple[_Check, ...] = (
    _translations,
    _languages,
    _dates,
    _citations,
    _identifiers,
    _thresholds,
    _variants,
    _letter_facts,
    _area_facts,
    _nations,
    _vehicles,
    _partners,
    unsourced_in_definition,
    for_parliaments,
)
