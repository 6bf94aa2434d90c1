"""The headings under which other systems, forms and people write what a table is about.

Compared without case, spaces and punctuation (``tables.Column``): ``zip code`` is also
``Zip/code`` and ``zip_code``. Of several that are there, the first in the list is taken.
"""

from __future__ import annotations

from typing import Final


def _asked(*words: str) -> tuple[str, ...]:
    """Returns words with the questions that forms make of them: ``What is your postcode?``."""
    ways = ("{}", "your {}", "what is your {}", "please enter your {}", "enter your {}")
    return tuple(way.format(word) for way in ways for word in words)


# Google Forms names its own columns in the language of whoever made the form.
NAME: Final = (
    *_asked(
        "full name", "name", "name and surname", "first and last name", "first name and surname"
    ),
    *("display name", "name (first and last)", "supporter", "supporter name", "signatory"),
    *("signup full name", "respondent name", "contact name", "signed by", "enw", "enw llawn"),
    *("eich enw", "nom complet", "vollständiger name"),
)
FIRST_NAME: Final = (
    *_asked("first name", "first names", "forename", "forenames", "given name", "given names"),
    *("first", "fname", "primary first name", "signup first name", "enw cyntaf"),
    *("name (first)", "name - first name", "your name (first)", "your name - first name"),
    *("prénom", "vorname"),
)
LAST_NAME: Final = (
    *_asked("last name", "surname", "family name"),
    *("last", "lname", "signup last name", "cyfenw", "nom", "nachname"),
    *("name (last)", "name - last name", "your name (last)", "your name - last name"),
)
# One column with both, the family name first: ``Sample, Suzie``.
LAST_FIRST: Final = (
    *("surname, first", "surname, first name", "surname, first names", "surname, forename"),
    *("surname, forenames", "surname, given name", "last, first", "last name, first name"),
    *("last name, first", "last name first", "surname first", "family name, given name"),
    *("family name, first name", "name (last, first)", "name (surname, first name)"),
    *("name (last name, first name)", "cyfenw, enw cyntaf", "nachname, vorname", "nom, prénom"),
)
EMAIL: Final = (
    *_asked("email address", "email", "e mail address", "e mail", "email id"),
    *("signup email", "primary email", "preferred email", "supporter email"),
    *("supporter email address", "contact email", "email1", "user email"),
    *("email addresses", "mail", "respondent email", "e-bost", "cyfeiriad e-bost", "username"),
    *(
        "eich e-bost",
        "courriel",
        "e-mail-adresse",
        "adresse e-mail",
        "adresse email",
        "e-mailadres",
    ),
    *("dirección de correo electrónico", "correo electrónico", "indirizzo email"),
    "indirizzo e-mail",
    *("endereço de e-mail", "adres e-mail", "e-postadress", "електронна адреса", "adres email"),
)
POSTCODE: Final = (
    *_asked("postcode", "post code", "postal code", "zip code", "zip", "uk postcode"),
    *_asked("zip/postal code", "postal/zip code", "postcode/zip", "home postcode", "full postcode"),
    *("zip5", "zipcode5", "primary zip", "address zip", "mailing zip", "user submitted zip"),
    *("postal", "zip/postal", "home zip", "billing zip", "can2 user zip code", "mailing postcode"),
    *("home address postcode", "cod post", "address (zip / postal code)", "address postcode"),
    *("address - postal / zip code", "address (postal code)", "address (zip code)"),
    *("eich cod post", "postleitzahl", "plz", "code postal", "código postal", "postnummer"),
)
COUNTRY: Final = (
    *_asked("country"),
    *("country code", "country name", "country of residence", "which country do you live in"),
    *("primary country code", "primary country", "mailing country code", "mailing country"),
    *("address country code", "address country", "user submitted country code", "gwlad"),
    "home country",
    *("pays", "land"),
)
LANGUAGE: Final = (
    "lang",
    "locale",
    "preferred language",
    "language code",
    "user language",
    "iaith",
)
AREA: Final = (
    "area code",
    "constituency code",
    "ons code",
    "pcon",
    "westminster constituency code",
)
LETTER: Final = (
    *("letter consent", "consent to letter", "agrees to letter", "agree to letter"),
    *("write to my mp", "write to my mp in my name", "may we write to your mp in your name"),
)
# When somebody signed, not when they joined a list: that is taken only if there is nothing else.
SIGNED_AT: Final = (
    *("signed on", "timestamp", "completion time", "submitted at", "submitted on", "submitted"),
    *("submission date", "submission time", "date submitted", "submit date (utc)", "submit date"),
    *("date signed", "signed date", "signature date", "date of signature", "time signed", "signed"),
    *("action date", "created at", "created date", "create date", "date created", "created"),
    *("date of entry", "date of submission", "submitted date", "response date", "activity date"),
    *("campaign date", "order date", "date (dd/mm/yyyy)", "date (mm/dd/yyyy)"),
    *("entry date", "date added", "date", "date and time", "date/time", "stamp amser"),
    *("dyddiad", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche"),
    *("carimbo de data/hora", "tijdstempel", "sygnatura czasowa", "tidsstämpel", "позначка часу"),
    *("confirm time", "optin time", "can2 subscription date", "subscription date"),
    "signup date",
)

ADDRESS: Final = (
    *("address lines", "address line 1", "address 1", "addr 1", "address first line"),
    *_asked("first line of address", "1st line of address", "address"),
    *("first line of your address", "1st line of your address", "street and number"),
    *("address (first line)", "street address", "what is the first line of your address"),
    *("street address line 1", "street address 1", "street", "street 1", "street name"),
    *("address (street address)", "address (address line 1)"),
    *("house number and street", "house name/number and street", "house number and road"),
    *("house name or number and street", "house number/name and street", "road", "road name"),
    *("street and house number", "address (line 1)", "street address (line 1)", "line 1"),
    *("home address", "postal address", "full address", "address street"),
    *("primary address1", "mailing address1", "mailing address 1", "mailing street"),
    *("mailing address", "user submitted address1", "can2 user address", "cyfeiriad"),
    *("llinell gyntaf y cyfeiriad", "llinell gyfeiriad 1"),
)
ADDRESS_2: Final = (
    *("address line 2", "addr 2", "second line of address", "2nd line of address", "street 2"),
    *("second line of your address", "2nd line of your address"),
    *("address (address line 2)", "address (street address line 2)"),
    *("street address line 2", "street address 2", "apartment", "apt", "apt/suite", "flat"),
    *("primary address2", "mailing address2", "mailing address 2", "user submitted address2"),
    *("address (line 2)", "line 2", "llinell gyfeiriad 2"),
)
ADDRESS_3: Final = (
    *("address line 3", "addr 3", "third line of address", "3rd line of address", "street 3"),
    *("primary address3", "mailing address3", "locality", "village"),
    *("address (line 3)", "line 3", "llinell gyfeiriad 3"),
)
ADDRESS_4: Final = (
    *("address line 4", "addr 4", "fourth line of address", "4th line of address", "street 4"),
    *("suburb", "llinell gyfeiriad 4"),
)
# Stands before the street, on one line with it.
HOUSE: Final = (
    *("house number", "house no", "house name", "house name or number", "house number or name"),
    *("house name/number", "house number/name", "building number", "building name", "building"),
    *("property number", "property name or number", "street number", "rhif y tŷ", "rhif tŷ"),
)
TOWN: Final = (
    *_asked("town", "city", "town/city", "city/town", "town or city", "city or town"),
    *("town / city / village", "which town do you live in"),
    *("town/village", "village/town", "town, city or village", "town/city/village", "city / town"),
    *("post town", "postal town", "address city", "home city", "primary city", "mailing city"),
    *("address town", "address (town / city)"),
    *("user submitted city", "can2 user city", "tref", "tref/dinas", "tref neu ddinas"),
)
COUNTY: Final = (
    *_asked("county", "county/state", "state/county", "county or state", "state or county"),
    *("address county", "primary county", "mailing county", "can2 county", "sir", "state"),
    *("province", "state/province", "county/region", "region"),
)
