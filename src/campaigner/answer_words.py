"""The words and marks that mean yes, no and nothing, by language. Pure data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

# What programs write, and marks on a form: the whole cell, in any language. A cross marks what
# is chosen, as on a form.
YES: Final = (
    *("x", "1", "1.0", "t", "true", "on", "ok", "okay", "sure", "of course"),
    *("agree", "accept", "accepted", "consent", "consented"),
    *("checked", "ticked", "selected", "opt in", "opt-in", "opted in", "opted-in", "subscribed"),
    *("✓", "✔", "🗸", "☑", "☒", "✅", "👍"),
)
NO: Final = (
    *("0", "0.0", "f", "false", "off"),
    *("unchecked", "unticked", "opt out", "opt-out", "opted out", "opted-out", "unsubscribed"),
    *("[]", "[ ]", "( )", "☐", "□", "✗", "✘", "❌", "👎"),
)

# What people and programs write into a field that they leave empty, besides dashes and dots.
NOTHING: Final = frozenset(
    ("", "n/a", "n.a", "na", "n\\a", "none", "nil", "null", "nan", "nothing", "dim", "dim byd")
)

_ENGLISH_YES = (
    "yes, y, yep, yeah, yup, aye, agreed, i agree, we agree, i accept, consent given, i consent,"
    " we consent, i do consent, i do agree"
)
_ENGLISH_NO = (
    "no, n, nope, disagree, disagreed, i disagree, decline, declined, i decline, refused,"
    " do not, don't, please do not, please don't, i do not, i don't, i would rather not,"
    " i'd rather not, i would prefer not, i'd prefer not, rather not, consent not given"
)
_WELSH_YES = (
    "ie, ydw, ydy, ydyn, oes, gwnaf, cewch, cytuno, rwy'n cytuno, rwyf yn cytuno,"
    " dw i'n cytuno, dwi'n cytuno"
)
_WELSH_NO = (
    "na, nage, nac ydw, nac ydy, nac oes, nid wyf, dim diolch, peidiwch, anghytuno,"
    " rwy'n anghytuno, dw i'n anghytuno, dwi'n anghytuno, dw i ddim, dwi ddim"
)

# How an answer begins, in each language; whatever follows is not read. First yes, then no.
BEGINNINGS: Final[Mapping[str, tuple[str, str]]] = {
    "en": (_ENGLISH_YES, _ENGLISH_NO),
    "cy": (_WELSH_YES, _WELSH_NO),
    "am": ("አዎ", "አይ, የለም"),
    "ar": ("نعم, أوافق, موافق", "لا"),
    "bg": ("да", "не"),
    "bn": ("হ্যাঁ, হ্যা", "না"),
    "bs": ("da", "ne"),
    "ca": ("sí, si", "no"),
    "ckb": ("بەڵێ", "نەخێر"),
    "cs": ("ano, souhlasím", "ne, nesouhlasím"),
    "da": ("ja, jeg accepterer", "nej"),
    "de": ("ja, jawohl, wahr, zustimmung, ich stimme zu, einverstanden", "nein, nee, falsch"),
    "el": ("ναι, συμφωνώ", "όχι, διαφωνώ"),
    "es": ("sí, si, verdadero, acepto, estoy de acuerdo", "no, falso"),
    "et": ("jah", "ei"),
    "eu": ("bai", "ez"),
    "fa": ("بله, بلی, آری, موافقم", "نه, خیر"),
    "fi": ("kyllä, joo", "ei"),
    "fr": ("oui, vrai, j'accepte, d'accord, je suis d'accord", "non, faux, je refuse"),
    "ga": ("tá, sea, aontaím, is ea", "níl, ní, ní hea"),
    "gd": ("tha, seadh, aontaichidh", "chan eil, cha, chan e"),
    "gl": ("si", "non"),
    "gu": ("હા", "ના"),
    "he": ("כן", "לא"),
    "hi": ("हाँ, हां, जी हाँ, जी हां", "नहीं, जी नहीं, ना"),
    "hr": ("da", "ne"),
    "hu": ("igen", "nem"),
    "it": ("sì, si, vero, accetto, acconsento", "no, falso"),
    "ja": ("はい", "いいえ"),
    "ko": ("예, 네", "아니요, 아니오"),
    "ku": ("erê, belê", "na"),
    "lt": ("taip", "ne"),
    "lv": ("jā", "nē"),
    "nb": ("ja", "nei"),
    "ne": ("हो, छ", "होइन, छैन"),
    "nl": ("ja, waar, akkoord, ik ga akkoord", "nee, neen, onwaar"),
    "no": ("ja", "nei"),
    "pa": ("ਹਾਂ", "ਨਹੀਂ"),
    "pl": ("tak, prawda, zgadzam się, wyrażam zgodę", "nie, fałsz"),
    "ps": ("هو", "نه, يه"),
    "pt": ("sim, verdadeiro, aceito, concordo", "não, falso"),
    "ro": ("da", "nu"),
    "ru": ("да, согласен, согласна", "нет, не"),
    "sk": ("áno, súhlasím", "nie, nesúhlasím"),
    "sl": ("da", "ne"),
    "so": ("haa", "maya"),
    "sq": ("po", "jo"),
    "sr": ("da, да", "ne, не"),
    "sv": ("ja", "nej"),
    "sw": ("ndiyo", "hapana"),
    "ta": ("ஆம்", "இல்லை"),
    "ti": ("እወ", "ኣይፋል, ኣይኮነን"),
    "tl": ("oo, opo", "hindi"),
    "tr": ("evet, kabul ediyorum", "hayır"),
    "ug": ("ھەئە", "ياق"),
    "uk": ("так, згоден, згодна, погоджуюся", "ні, не"),
    "ur": ("ہاں, جی ہاں, جی", "نہیں, جی نہیں"),
    "vi": ("có, vâng, đồng ý", "không"),
    "yi": ("יאָ", "ניין"),
    "zh": ("是, 是的, 好, 同意, 对", "否, 不, 不是, 不同意, 不用"),
}
