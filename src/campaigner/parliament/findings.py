"""What a check finds: a rule that is not kept, where, and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from campaigner.parliament.rules import Rule
from campaigner.problems import Problem, Severity
from campaigner.text import listed
from campaigner.vocabulary.houses import ForAPerson

_MOST_QUOTED = 5  # words in a message


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that a draft or a signed sheet does not keep, or may not.

    ``key`` is where: a field of the draft with its language, or empty. ``line`` counts rows of a
    table from 1; 0 is none.
    """

    rule: Rule
    message: str
    hint: str = ""
    key: tuple[str | int, ...] = ()
    line: int = 0
    only_warns: bool = False

    @property
    def refuses(self) -> bool:
        """Whether the House would refuse it; otherwise a person decides."""
        return self.rule.asks is None and not self.only_warns

    def problem(self, path: str, line: int = 0) -> Problem:
        """The finding as a problem of a file."""
        severity = Severity.ERROR if self.refuses else Severity.WARNING
        return Problem(
            path, line or self.line, self.rule.key, self.message, self.hint, severity=severity
        )


def undecided(findings: Iterable[Finding], decided: Collection[ForAPerson | str]) -> list[Finding]:
    """Returns the findings without those that a person has decided."""
    return [each for each in findings if each.rule.asks is None or each.rule.asks not in decided]


def quoted(words: Sequence[str]) -> str:
    """Returns words as messages quote them: the first few of many."""
    return listed([f"“{word}”" for word in words], _MOST_QUOTED)
