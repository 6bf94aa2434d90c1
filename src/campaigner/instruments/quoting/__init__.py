"""Quotations in texts: where they stand, what is cited for them, whose words they are."""
