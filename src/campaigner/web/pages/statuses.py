"""The statuses of pages that cannot do what was asked (RFC 9110)."""

from __future__ import annotations

CONFLICT = 409
"""What cannot be done as things are now."""
GONE = 410
"""A link that does nothing any more, or a form that came too late."""
NOT_VALID = 422
"""A form with a mistake, shown again with what was typed."""
TOO_MANY = 429
"""More than one network or address gets."""
BUSY = 503
"""Nothing can be done just now: try again in a moment."""
