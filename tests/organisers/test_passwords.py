"""Passwords: long, not common, kept so that nobody can read them."""

from __future__ import annotations

import pytest

from campaigner.organisers.passwords import (
    PasswordRefused,
    check_password,
    hash_password,
    is_outdated,
    is_password,
)

ABOUT = ("Olive Sample", "olive.grove@example.org", "Sample Rights")


@pytest.mark.parametrize(
    "password",
    [
        "seven quiet otters juggle",
        "correct horse battery staple",
        "aber llyn mynydd cwm",
        "x7#Qm2!vR9pL",
        "шесть тихих выдр",
        "六匹の静かなカワウソが歌う夜",
        "a" * 0 + "kettle-marble-fox " * 7,
    ],
)
def test_long_passwords_of_any_letters_are_taken_with_no_rule_of_composition(password: str) -> None:
    assert check_password(password, ABOUT)


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("short words", "shorter than 12"),
        ("", "shorter"),
        ("seven quiet otters " * 7, "longer than 128"),
        *(
            (each, "others would try")
            for each in (
                "password1234",
                "P4ssw0rd2026!",
                "qwertyuiop123",
                "123456789012",
                "aaaaaaaaaaaaaaa",
                "abcabcabcabcabc",
                "liverpool-welcome1",
                "iloveyou12345",
                "OliveSample2026",
                "samplerights123!",
                "olive.grove1999",
                "zxcvbnm,1234567",
                "letmeinletmein",
                "Summer2026!!!!",
            )
        ),
    ],
)
def test_short_long_and_common_passwords_are_refused_without_being_repeated(
    password: str, words: str
) -> None:
    with pytest.raises(PasswordRefused) as raised:
        check_password(password, ABOUT)
    assert words in raised.value.message
    assert not password or password not in f"{raised.value.message}{raised.value.hint}"


@pytest.mark.usefixtures("unhurried")
def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own() -> None:
    kept = hash_password("seven quiet otters juggle")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert kept != hash_password("seven quiet otters juggle")
    assert is_password(kept, "seven quiet otters juggle")
    assert not is_password(kept, "seven quiet otters juggl")
    assert not is_outdated(kept)
    assert is_outdated("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$" + "A" * 22)


def test_the_same_letters_typed_on_another_keyboard_are_the_same_password() -> None:
    kept = hash_password("caf\u00e9 au lait du matin")
    assert is_password(kept, "cafe\u0301 au lait du matin")


@pytest.mark.parametrize("kept", ["", "not a hash"])
@pytest.mark.parametrize("password", ["", "nobody has this password", "x" * 5000])
def test_without_a_password_nothing_is_right(kept: str, password: str) -> None:
    assert not is_password(kept, password)
