"""The checks of a campaign's texts: each returns the problems that it finds."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import meta, nodes

from campaigner.campaigns.left_in import left_in
from campaigner.campaigns.loaded import Loaded
from campaigner.campaigns.models import Campaign
from campaigner.campaigns.text_rules import breaches, markdown_breaches
from campaigner.campaigns.texts import NAMES, RECORDS, SourceText, source_texts
from campaigner.campaigns.usable_texts import is_blank, misnamed
from campaigner.errors import CampaignerError, did_you_mean
from campaigner.instruments.citations import parse_reference
from campaigner.instruments.library import passage
from campaigner.instruments.quotations import check_text
from campaigner.problems import Problem, shown_path
from campaigner.toml import Key


def check_texts(loaded: Loaded) -> Iterator[Problem]:
    """Returns all problems of the letters and briefs."""
    # Whoever writes a letter checks its text alone, and should not wait for these.
    from campaigner.campaigns.claims.agreement import disagreements
    from campaigner.campaigns.claims.unsourced import unsourced_in

    texts = source_texts(loaded)
    for text in texts:
        yield from _check(text, loaded.campaign)
        yield from left_in(text)
        if loaded.campaign:
            yield from unsourced_in(text, loaded.campaign)
    if loaded.campaign:
        yield from disagreements(loaded, loaded.campaign, texts)
        yield from _missing_files(loaded, loaded.campaign, texts)
        yield from _unused(loaded, loaded.campaign, texts)


def check_text_file(loaded: Loaded, name: str) -> Iterator[Problem]:
    """Returns the problems of one letter or brief, by the name of its file."""
    texts = source_texts(loaded, name)
    for text in texts:
        yield from _check(text, loaded.campaign)
    if loaded.campaign:
        path = shown_path(loaded.folder / name)
        missing = _missing_files(loaded, loaded.campaign, texts)
        yield from (problem for problem in missing if problem.path == path)


def _check(text: SourceText, campaign: Campaign | None) -> Iterator[Problem]:
    yield from _syntax(text)
    yield from _breaches(text)
    yield from _variables(text)
    yield from _citations(text)
    yield from _quotations(text)
    if campaign:
        yield from _facts(text, campaign)


def _problem(text: SourceText, line: int, code: str, message: str, hint: str = "") -> Problem:
    return Problem(shown_path(text.path), line, code, message, hint)


def _syntax(text: SourceText) -> Iterator[Problem]:
    if text.error:
        reason = (text.error.message or "wrong syntax").rstrip(".")
        message = f"this is not a valid template: {reason}."
        yield _problem(text, text.error.lineno, "template-syntax", message)


def _breaches(text: SourceText) -> Iterator[Problem]:
    """Anything that a text may not do; rendering refuses the same."""
    found = breaches(text.source) if text.tree else ()
    for breach in (*found, *markdown_breaches(text.source)):
        yield _problem(text, breach.line, breach.code, breach.message, breach.hint)


def _variables(text: SourceText) -> Iterator[Problem]:
    if text.tree is None or breaches(text.source):
        return  # to look for names is to work out what is constant, which can take for ever
    known = NAMES[text.kind]
    undeclared = meta.find_undeclared_variables(text.tree)
    for name in text.tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name in undeclared - known:
            message = f"unknown name “{name.name}” in a {text.kind}."
            yield _problem(
                text, name.lineno, "undefined-variable", message, did_you_mean(name.name, known)
            )
    for attribute in text.tree.find_all(nodes.Getattr):
        owner = attribute.node.name if isinstance(attribute.node, nodes.Name) else ""
        if owner in RECORDS and owner in known and attribute.attr not in RECORDS[owner]:
            message = f"“{owner}” does not have “{attribute.attr}”."
            hint = did_you_mean(attribute.attr, RECORDS[owner])
            yield _problem(text, attribute.lineno, "undefined-variable", message, hint)
    yield from _unused_variables(text, text.tree)


def _unused_variables(text: SourceText, tree: nodes.Template) -> Iterator[Problem]:
    names = list(tree.find_all(nodes.Name))
    read = {name.name for name in names if name.ctx == "load"}
    for name in names:
        if name.ctx == "store" and name.name not in read:
            message = f"“{name.name}” is set here but never used."
            yield _problem(text, name.lineno, "unused-variable", message, "Remove it.")


def _citations(text: SourceText) -> Iterator[Problem]:
    for reference, line in text.calls("cite"):
        try:
            parse_reference(reference)
        except CampaignerError as error:
            yield _problem(text, line, "unresolvable-citation", error.message, error.hint)
    for reference, line in text.calls("quote"):
        try:
            passage(parse_reference(reference), text.language)
        except CampaignerError as error:
            yield _problem(text, line, "unresolvable-citation", error.message, error.hint)


def _quotations(text: SourceText) -> Iterator[Problem]:
    """Quotations and citations typed by hand, compared with the instruments."""
    reported = {problem.line for problem in _citations(text)}
    for problem in check_text(text.source, text.path, text.language):
        if problem.code != "no-such-provision" or problem.line not in reported:
            yield problem


def _facts(text: SourceText, campaign: Campaign) -> Iterator[Problem]:
    tables = {
        "fact": [fact.id for fact in campaign.facts],
        "area_fact": [fact.id for fact in campaign.area_facts],
    }
    for function, known in tables.items():
        for identifier, line in text.calls(function):
            if identifier not in known:
                message = f"unknown fact “{identifier}”."
                hint = did_you_mean(identifier, known)
                yield _problem(text, line, "unknown-fact", message, hint)


def _missing_files(
    loaded: Loaded, campaign: Campaign, texts: list[SourceText]
) -> Iterator[Problem]:
    variants = [f"letter.{variant.id}" for variant in campaign.letter.variants]
    for language in campaign.languages:
        for stem in ("letter", *variants, "brief"):
            name = f"{stem}.{language}.md"
            yield from _missing(loaded, name, stem, language)
    for text in texts:
        if text.language not in campaign.languages:
            message = f"“{text.language}” is not one of the languages in campaign.toml."
            yield _problem(text, 0, "undeclared-language", message)
        elif text.variant and f"letter.{text.variant}" not in variants:
            message = f"unknown variant “{text.variant}” of the letter."
            known = [variant.id for variant in campaign.letter.variants]
            yield _problem(
                text, 0, "undeclared-variant", message, did_you_mean(text.variant, known)
            )


def _missing(loaded: Loaded, name: str, stem: str, language: str) -> Iterator[Problem]:
    path = shown_path(loaded.folder / name)
    if name in loaded.texts:
        if is_blank(loaded.texts[name]):
            message = f"the {stem} in “{language}” is empty."
            yield Problem(path, 0, "empty-text", message, "Write it.")
    elif all(problem.path != path for problem in loaded.problems):  # else it cannot be read
        message = f"the {stem} in “{language}” is missing."
        hint = f"Write it, or remove “{language}” from the languages in campaign.toml."
        if other := misnamed(loaded.folder, name):
            hint = f"Rename {other} to {name}."
        yield Problem(path, 0, "missing-translation", message, hint)


def _unused(loaded: Loaded, campaign: Campaign, texts: list[SourceText]) -> Iterator[Problem]:
    """Facts and citations that no text uses."""
    stated = {
        "facts": {name for text in texts for name, _ in text.calls("fact")},
        "area_facts": {name for text in texts for name, _ in text.calls("area_fact")},
    }
    stated["facts"] |= {*campaign.letter.facts}
    path = shown_path(loaded.file.path)
    for table, position, fact in campaign.claims():
        if fact.id not in stated[table]:
            key: Key = (table, position, "id")
            message = f"no letter or brief uses the fact “{fact.id}”."
            yield Problem(path, loaded.file.line_of(key), "unused-fact", message, key=key)
    used = {ref for text in texts for call in ("quote", "cite") for ref, _ in text.calls(call)}
    for position, citation in enumerate(campaign.citations):
        if citation.ref not in used:
            key = ("citations", position, "ref")
            message = f"no letter or brief cites “{citation.ref}”."
            yield Problem(path, loaded.file.line_of(key), "unused-citation", message, key=key)
