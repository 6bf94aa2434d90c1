"""What a thread has learnt of pages: fonts may not be shared between threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from campaigner.rendering.compiled.fallback import NotSubstitutable, Reason
from campaigner.rendering.compiled.template import Template
from campaigner.rendering.compiled.written import Kept

_MOST = 192  # regions of which the last used are kept


class Known(threading.local):
    """The templates of regions, by what decides them, and streams that many files share."""

    def __init__(self) -> None:
        self.templates: OrderedDict[Hashable, Template | Reason] = OrderedDict()
        self.streams: Kept = {}
        self.fonts: dict[Hashable, dict[Any, Any]] = {}

    def get(self, key: Hashable) -> Template | None:
        """What is known of a region. Raises NotSubstitutable if it cannot be used."""
        found = self.templates.get(key)
        if found is None:
            return None
        self.templates.move_to_end(key)
        if isinstance(found, Reason):
            raise NotSubstitutable(found)
        return found

    def shared_fonts(self, digest: Hashable, fonts: dict[Any, Any]) -> dict[Any, Any]:
        """The fonts of that digest which files share."""
        if len(self.fonts) >= _MOST and digest not in self.fonts:
            self.fonts.clear()
        return self.fonts.setdefault(digest, fonts)

    def end(self, key: Hashable) -> None:
        """Never again use what is known of a region."""
        self.templates[key] = Reason.ENDED

    def learn(self, key: Hashable, make: Callable[[], Template]) -> Template:
        """The template of a region, made now if it is new, and kept; so is why it is none."""
        if template := self.get(key):
            return template
        found: Template | Reason
        try:
            found = make()
        except NotSubstitutable as reason:
            found = reason.reason
        self.templates[key] = found
        if len(self.templates) > _MOST:
            self.templates.popitem(last=False)
        if isinstance(found, Reason):
            raise NotSubstitutable(found)
        return found
