"""The ledger, and proof that the count is right."""
