"""An entry for a calendar that asks whether a letter was answered."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from campaigner.addresses import LANGUAGE, host_of, writing_page
from campaigner.campaigns.loader import load_campaign
from campaigner.opening import OpenWorkspace
from campaigner.rendering.templating.words import words_in

if TYPE_CHECKING:
    from campaigner.representatives.models import Representative

DAYS = 14
_WORDS = "letter/words.toml"


def reminder(here: OpenWorkspace, slug: str, recipient: Representative, language: str) -> str:
    """Returns a calendar with one day in it, two weeks from today, on which to look for a reply.

    It names the recipient and nobody else. Raises UnknownName for a campaign.
    """
    import icalendar

    campaign = load_campaign(here.workspace.campaign_folder(slug))
    words = words_in((campaign.folder, *here.workspace.template_folders), _WORDS, language)
    address = here.workspace.settings.web.address
    again = f"{writing_page(address, slug, again=True)}?{LANGUAGE}={language}"
    day = here.today + timedelta(days=DAYS)
    entry = icalendar.Event()
    host = host_of(address) or "campaigner.invalid"
    entry.add("uid", f"reply-{here.today}-{recipient.id}.{slug}@{host}")
    entry.add("dtstamp", here.now.astimezone(UTC))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("summary", words["reminder"].replace("{name}", recipient.envelope_name))
    entry.add("description", f"{words['reminder_text']}\n{again}")
    entry.add("url", again)
    entry.add("transp", "TRANSPARENT")
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words["reminder"].replace("{name}", recipient.envelope_name))
    alarm.add("trigger", timedelta(hours=10))
    entry.add_component(alarm)
    made = icalendar.Calendar()
    made.add("prodid", "-//campaigner//EN")
    made.add("version", "2.0")
    made.add_component(entry)
    content: bytes = made.to_ical(sorted=False)
    return content.decode()
