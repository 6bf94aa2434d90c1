"""How permissions are shown to the person who gave them, and to organisers."""

from __future__ import annotations

from collections.abc import Iterable

from campaigner.store.consents import OURSELVES, Permission


def shown_permissions(permissions: Iterable[Permission]) -> list[dict[str, str]]:
    """Returns permissions as an export has them: who, what for, how, why, in which words."""
    return [
        {
            "who": each.asker or OURSELVES,
            "purpose": each.purpose.value,
            "channel": each.channel.value,
            "basis": each.basis.value,
            "words": each.words.words if each.words else "",
        }
        for each in permissions
    ]
