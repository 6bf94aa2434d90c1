"""Two people stay two in every script, and one person stays one: a table of pairs of names."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from campaigner.petitions.signing.duplicates import same_person_name
from campaigner.text import comparison_key, fold

# A mark without a primary weight in Unicode's collation (UTS 10, Default Unicode Collation Element
# Table) makes no other word. Such marks are left out in scripts that are usually written without
# them: Hebrew, Arabic, Syriac; and so are the accents of Latin, Greek and Cyrillic.
ONE, TWO = True, False
PAIRS = [
    # Latin
    ("Siân O’Brien", "sian obrien", ONE),
    ("José Peña", "Jose Pena", ONE),
    ("Nguyễn Thị Hà", "Nguyen Thi Ha", ONE),
    ("Đỗ Sample", "Do Sample", ONE),
    ("Siân", "Sean", TWO),
    # Greek
    ("Ελένη Δείγμα", "Ελενη Δειγμα", ONE),
    ("ΓΙΏΡΓΟΣ", "Γιώργος", ONE),
    ("Ελένη", "Ελένα", TWO),
    # Cyrillic
    ("Артём Образец", "Артем Образец", ONE),
    ("Олена", "Алена", TWO),
    ("Іван", "Иван", TWO),
    # Hebrew: points are optional, letters are not
    ("כֹּהֵן", "כהן", ONE),
    ("שָׂרָה", "שרה", ONE),
    ("שרה", "שרי", TWO),
    ("דן", "דין", TWO),
    # Arabic: the same; hamza and madda are letters with primary weights of their own
    ("مُحَمَّد", "محمد", ONE),
    ("رَحْمٰن", "رحمن", ONE),
    ("محـــمد", "محمد", ONE),
    ("أمل", "امل", TWO),
    ("آمنة", "امنة", TWO),
    ("حسن", "حسين", TWO),
    # Syriac
    ("ܐܰܦܪܶܡ", "ܐܦܪܡ", ONE),
    ("ܐܦܪܡ", "ܐܦܪܝܡ", TWO),
    # Devanagari
    ("राम", "रीमा", TWO),
    ("राम शर्मा", "रोमी शर्मा", TWO),
    ("अनिल", "अनील", TWO),
    ("ज़हीर", "जहीर", TWO),
    ("अंशु", "अशु", TWO),
    # Bengali
    ("সুমি", "সোম", TWO),
    ("রিনা", "রানা", TWO),
    ("সুমি দাস", "সুমি  দাস", ONE),
    # Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam, Sinhala
    ("ਸਿਮਰਨ", "ਸੀਮਰਨ", TWO),
    ("મીના", "મોના", TWO),
    ("குமார்", "குமரி", TWO),
    ("రాము", "రమ", TWO),
    ("ರವಿ", "ರಾವ", TWO),
    ("രാമൻ", "രമൻ", TWO),
    ("නිමල්", "නාමල්", TWO),
    # Thai and Lao: vowels, and tones
    ("สมศรี", "สมศร", TWO),
    ("ป้อม", "ปอม", TWO),
    ("ສົມ", "ສິມ", TWO),
    # Burmese and Khmer
    ("မောင်", "မင်", TWO),
    ("ခင်မာ", "ခင်မာ့", TWO),
    ("សុខ", "សេខ", TWO),
    # Thaana, whose vowels have primary weights
    ("އަލީ", "އާލު", TWO),
    # Japanese, Korean
    ("はな", "ばな", TWO),
    ("ハナ", "ﾊﾅ", ONE),
    ("김민수", "김만수", TWO),
    ("김민수", unicodedata.normalize("NFD", "김민수"), ONE),
]


@pytest.mark.parametrize(("one", "other", "same"), PAIRS)
def test_two_people_stay_two_and_one_stays_one(one: str, other: str, same: bool) -> None:
    assert same_person_name(one, other) is same
    assert (comparison_key(one) == comparison_key(other)) is same


@pytest.mark.parametrize("name", sorted({name for pair in PAIRS for name in pair[:2]}))
def test_a_name_is_itself_however_it_is_encoded(name: str) -> None:
    for form in ("NFC", "NFD"):
        encoded = unicodedata.normalize(form, name)
        assert same_person_name(name, encoded)
        assert fold(fold(encoded)) == fold(encoded)


# Of the table of collation elements (allkeys.txt, version 10): each mark of the three scripts, with
# “1” if it has a primary weight, alone or with the letter before it.
def _marks() -> list[tuple[str, bool]]:
    lines = (Path(__file__).parent / "data" / "collation_marks.txt").read_text().splitlines()
    found = (re.fullmatch(r"([0-9A-F]{4,5}) ([01])", line) for line in lines)
    return [(chr(int(match[1], 16)), match[2] == "1") for match in found if match]


def test_marks_are_left_out_if_unicode_gives_them_no_primary_weight() -> None:
    marks = _marks()
    letters = {"HEBREW": "\u05d0", "ARABIC": "\u062d", "SYRIAC": "\u0710"}
    wrong = []
    for mark, is_primary in marks:
        letter = letters[unicodedata.name(mark).split()[0]]
        kept = comparison_key(f"{letter}{mark}") != comparison_key(letter)
        if kept is not is_primary:
            wrong.append(f"{ord(mark):04X}")
    assert (len(marks) > 120, wrong) == (True, [])
