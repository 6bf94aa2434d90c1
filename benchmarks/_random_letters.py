"""Letters of all campaigns, layouts and languages, from people whose names like trouble."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from random import Random

from campaigner.campaigns.loader import load_campaign
from campaigner.campaigns.models import Campaign
from campaigner.errors import CampaignerError
from campaigner.letters.writing.compose import Sender, Stationery, Wording, compose_letter
from campaigner.rendering.layouts import LAYOUTS
from campaigner.rendering.letter_page import LetterPage
from campaigner.representatives.models import Area, Representative
from campaigner.vocabulary.letters import PdfVariant
from campaigner.workspace import shipped_folder

CAMPAIGNS = (
    "accountability-for-aggression",
    "hostile-environment",
    "modern-slavery",
    "right-to-food",
    "stand-against-hate",
    "womens-rights",
)
FIRST_NAMES = (
    "Amelia", "Oluwaseun", "Siân", "Zoë", "Björn", "Priya", "Li", "Jean-Luc", "Agnieszka", "Ffion",
    "Ivo", "Xochitl", "Ünal", "Wolfeschlegelsteinhausenberger", "Tom", "Đặng", "Ŵyn", "Ægir",
)  # fmt: skip
LAST_NAMES = (
    "Featherstone", "Ng", "O’Brien", "Kowalczyk", "Venkataraman", "Jones", "Öztürk", "Fitzgerald",
    "Ffiffl", "Fjörd", "de la Cruz y Ortega", "McAwesome-Placeholder", "Smith", "van ’t Hoff",
)  # fmt: skip
PLACES = ("Sampleton North", "Ashby and Coalville", "Ynys Môn", "Kingston upon Hull East", "Ely")
SENTENCES = (
    "I volunteer at a food bank on Tuesdays, and see who comes and why.",
    "It cannot go on like this (I know it).",
    "Dwi’n byw yma ers ugain mlynedd.",
    "“Enough” is what a child of nine said to me; I have not forgotten it.",
    "See https://example.org/a-very-long-address/that-goes-on-and-on/index.html for it.",
    "Costs rose by 12.5% – from £4,000 to £4,500 – in 2024/25.",
    "Rhindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz, as my aunt says.",
    "A no\N{NO-BREAK SPACE}break space, and an office: ﬁ, ffi, AVAVAV.",
)


@cache
def _campaign(name: str) -> Campaign:
    return load_campaign(shipped_folder("campaigns") / name)


def _own_words(chance: Random) -> str:
    sentences = chance.choices(SENTENCES, k=chance.choice((0, 0, 0, 1, 2, 4, 8, 12)))
    joints = [chance.choice((" ", " ", "\n\n")) for _ in sentences]
    return "".join(map("".join, zip(sentences, joints, strict=True))).strip()


def _recipient(chance: Random) -> Representative:
    name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
    area = Area("uk-constituency", f"E14{chance.randrange(650):06}", chance.choice(PLACES))
    lines = (
        ("The Department of Very Long Names", "Great Example Street")
        if chance.random() < 0.2
        else ()
    )
    return Representative(
        1, name, "mp", "", area, f"{name} MP", f"Dear {name}", (*lines, "London", "SW1A 0AA")
    )


def _sender(chance: Random) -> Sender:
    name = f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"
    street = f"{chance.randrange(200)} {chance.choice(('Sample Street', 'Long Avenue'))}"
    sender = Sender(name, (street, chance.choice(("Sampleton", "Abertawe"))), "LE93 1AA")
    return replace(sender, email=chance.choice(("", f"p{chance.randrange(999)}@example.org")))


def random_letters(count: int, seed: int = 1) -> Iterator[tuple[LetterPage, PdfVariant]]:
    """Yields so many letters, each with the kind of PDF to make of it."""
    chance, made = Random(seed), 0
    while made < count:
        campaign = _campaign(chance.choice(CAMPAIGNS))
        stationery = Stationery(
            (shipped_folder("templates"),),
            chance.choice(("https://example.org", "")),
            date(2026, chance.randrange(1, 13), chance.randrange(1, 29)),
            chance.choice(tuple(LAYOUTS)),
        )
        wording = Wording(chance.choice(campaign.languages), _own_words(chance))
        try:
            letter = compose_letter(
                campaign, _recipient(chance), _sender(chance), wording, stationery
            )
        except CampaignerError:
            continue  # what a campaign refuses, such as words that are too long
        made += 1
        yield letter.page, chance.choice((PdfVariant.UA_1, PdfVariant.UA_1, *PdfVariant))
