"""Packs for representatives: what their constituents ask, with comments, briefing and letters."""
