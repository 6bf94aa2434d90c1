"""The jobs that are about all that is held: removing a campaign, exporting everything."""

from __future__ import annotations

from collections.abc import Mapping

from campaigner.jobs.work import Work
from campaigner.privacy.removing import remove_campaign
from campaigner.privacy.whole_export import write_everything
from campaigner.vocabulary.desk import JobKind

WORKS: Mapping[JobKind, Work] = {
    JobKind.REMOVAL: remove_campaign,
    JobKind.EVERYTHING: write_everything,
}
