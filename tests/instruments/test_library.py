"""The Declaration's texts: whole, unaltered, and refused where they are not."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from campaigner.instruments.citations import parse_reference
from campaigner.instruments.library import NoText, languages, passage, text_in
from campaigner.instruments.records import instrument
from conftest import Command

ENGLISH = "5becf5f9c851ce47763686dbc107b6ad8bae61b1e6284af4fb110c16c0eded0f"
REVIEWED = {"en", "cy", "gd", "ga", "he", "yi", "lad", "uk", "rmn", "ug-Arab", "ug-Latn", "ar"}
SHIPPED = [row.language for row in languages() if row.status != "refused"]


def test_the_english_text_is_the_one_with_the_known_checksum() -> None:
    text = text_in("en")
    articles = "\n".join(paragraph for a in text.articles for paragraph in a.paragraphs)
    assert hashlib.sha256(articles.encode()).hexdigest() == ENGLISH == text.sha256


def test_every_shipped_text_has_the_shape_of_the_english_one() -> None:
    numbered = instrument("udhr").articles
    for language in SHIPPED:
        text = text_in(language)
        assert len(text.articles) == 30, language
        for number, article in enumerate(text.articles, 1):
            count = len(article.paragraphs) if article.numbered else 0
            if any(place.partition("(")[0] == str(number) for place in text.withheld):
                continue  # nothing is quoted from a faulty place
            assert count == numbered[str(number)], (language, number)
            assert all(article.paragraphs), (language, number)
            assert all(unicodedata.is_normalized("NFC", text) for text in article.paragraphs)


def test_the_languages_that_campaigns_need_ship_and_were_read(campaigner: Command) -> None:
    listed = campaigner("instrument", "languages", "--format", "json").json
    shipped = {row["language"]: row["status"] for row in listed["languages"]}
    assert listed["count"] == len(shipped) == 492
    assert {tag for tag, status in shipped.items() if status == "reviewed"} == REVIEWED
    assert "am" in shipped
    assert len(listed["refused"]) == 40
    assert all(row["reasons"] for row in listed["refused"])


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("rmn", "Romani, Balkan"),  # and not rmy, which the source gives to Aromanian
        ("en-GB", "English"),
        ("EN", "English"),
        ("ug_Arab", "Uyghur (Arabic)"),
        ("ro", "Romanian (2006)"),  # of three, that of today’s spelling
        ("ro-x-1953", "Romanian (1953)"),
        # tags that people type
        ("de", "German, Standard (1996)"),
        ("de-AT", "German, Standard (1996)"),
        ("pt", "Portuguese (Portugal)"),
        ("sq", "Albanian, Tosk"),
        ("el", "Greek (monotonic)"),
        ("prs", "Dari"),
        ("kmr", "Kurdish, Northern"),
        ("sr", "Serbian (Cyrillic)"),
        ("uz", "Uzbek, Northern (Latin)"),
        ("ms", "Malay (Latin)"),
        ("fil", "Tagalog"),
        ("no", "Norwegian, Bokmål"),
        ("zh-TW", "Chinese, Mandarin (Traditional)"),
        ("cym", "Welsh"),
        ("tir", "Tigrigna"),
    ],
)
def test_a_language_is_found_by_its_tag(tag: str, name: str) -> None:
    assert text_in(tag).name == name


@pytest.mark.parametrize(
    ("tag", "says"),
    [
        ("ckb", "its text is that of Northern Kurdish (ku)"),
        ("yue", "looks like a mechanical conversion"),
        ("hak", "looks like a mechanical conversion"),
        ("kwi", "articles are missing"),
        ("ug", "ug-Arab (Uyghur (Arabic))"),
        ("Welsh", "cy (Welsh)"),
        ("xx", "There is no text in “xx”"),
        ("../../etc/passwd", "There is no text in"),
    ],
)
def test_a_language_without_text_is_refused_with_what_there_is(tag: str, says: str) -> None:
    with pytest.raises(NoText) as refused:
        text_in(tag)
    assert says in f"{refused.value.message} {refused.value.hint}"


@pytest.mark.parametrize(
    ("place", "language", "words"),
    [
        ("25(1)", "heb", "שלו ושל בני ביתו, לרבות מזון"),
        ("25(1)", "ukr", "включаючи їжу, одяг, житло"),
        ("29(3)", "arb", "لا يصح بحال"),
        ("6", "cym", "yng ngŵydd y gyfraith"),
        ("25(1)", "uig", "كىيىم-كېچەك، تۇرالغۇ ئۆي"),
        ("25(1)", "pes", "خارج از ارادهٔ انسان"),
        ("25(1)", "prs", "خارج از ارادهٔ انسان"),
    ],
)
def test_known_slips_are_mended_with_their_ground(place: str, language: str, words: str) -> None:
    tag = {
        "heb": "he",
        "ukr": "uk",
        "arb": "ar",
        "cym": "cy",
        "uig": "ug-Arab",
        "pes": "fa",
        "prs": "fa-AF",
    }[language]
    assert words in passage(parse_reference(f"UDHR {place}"), tag).text
    assert all(erratum["ground"] for erratum in text_in(tag).errata)


@pytest.mark.parametrize(
    ("language", "place", "served"),
    [
        ("ti", "UDHR 26", "UDHR 25(1)"),  # its paragraphs are two
        ("pa", "UDHR 18", "UDHR 25"),
        ("ml", "UDHR 11(2)", "UDHR 11(1)"),
        ("lah", "UDHR 29(1)", "UDHR 25(2)"),
        ("af", "UDHR 14(1)", "UDHR 14(2)"),  # stops before “persecution”
        ("ha", "UDHR 14(1)", "UDHR 14(2)"),
    ],
)
def test_a_faulty_article_is_withheld_and_the_others_are_served(
    language: str, place: str, served: str
) -> None:
    with pytest.raises(NoText, match="cannot be quoted in"):
        passage(parse_reference(place), language)
    with pytest.raises(NoText, match="parts of it are withheld"):
        passage(parse_reference("UDHR"), language)
    assert passage(parse_reference(served), language).text


def test_most_languages_serve_article_25_and_no_two_have_one_text() -> None:
    texts = [text_in(language) for language in SHIPPED]
    article = parse_reference("UDHR 25")
    assert sum(not text.why_withheld(article) for text in texts) >= 420
    letters = {
        "".join(c for a in text.articles for p in a.paragraphs for c in p if c.isalnum()).casefold()
        for text in texts
    }
    assert len(letters) == len(texts)


def test_languages_are_listed_with_what_is_withheld(campaigner: Command) -> None:
    listed = campaigner("instrument", "languages", "--format", "json").json["languages"]
    withheld = {row["language"]: row["withheld"] for row in listed}
    assert withheld["ti"] == ["26"]
    assert withheld["en"] == []
    assert "withheld from 147 languages" in campaigner("instrument", "languages").stderr


@pytest.mark.parametrize(
    ("language", "title"),
    [("nan", "世界人权宣言"), ("so", "BAAQA CAALAMIGA EE XUQUUQDA AADANAHA")],
)
def test_titles_with_lost_letters_are_mended(language: str, title: str) -> None:
    assert text_in(language).title == title


@pytest.mark.parametrize("place", ["UDHR 15(1)", "UDHR 15", "UDHR 12"])
def test_irish_articles_that_say_something_else_are_not_quoted(place: str) -> None:
    with pytest.raises(NoText, match="cannot be quoted in Gaelic, Irish"):
        passage(parse_reference(place), "ga")
    assert passage(parse_reference("UDHR 15(2)"), "ga").text


def test_welsh_article_25_is_shown(campaigner: Command) -> None:
    shown = campaigner("instrument", "show", "UDHR 25(1)", "--language", "cy", "-f", "json").json
    assert shown["ref"] == "UDHR 25(1)"
    assert "gan gynnwys bwyd, dillad, annedd" in shown["text"]
    assert shown["status"] == "reviewed"


def test_numbered_paragraphs_are_shown_with_their_numbers(campaigner: Command) -> None:
    shown = campaigner("instrument", "show", "UDHR 20").stdout
    assert "(1) Everyone has the right to freedom of peaceful assembly" in shown
    assert "(2) No one may be compelled" in shown


def test_a_treaty_without_text_is_cited_and_not_quoted(campaigner: Command) -> None:
    called = campaigner("instrument", "show", "ICESCR 11")
    assert called.code == 1
    assert "can be cited but not quoted" in called.stderr


def test_the_instruments_are_listed(campaigner: Command) -> None:
    listed = {row["short"]: row for row in campaigner("instrument", "list", "-f", "json").json}
    assert listed["UDHR"]["extent"] == "articles 1 to 30"
    assert listed["Rome Statute"]["extent"] == "articles 1 to 128, 8 bis, 15 bis, 15 ter"
    assert all(row["address"].startswith("https://") for row in listed.values())
