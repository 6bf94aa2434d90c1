"""Signatures that may not be people's own, in groups that say what they have in common."""
