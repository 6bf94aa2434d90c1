"""Petitions: signing, confirming, counting, and proving the count."""
