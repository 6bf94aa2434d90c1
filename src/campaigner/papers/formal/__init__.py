"""Papers for a House: a petition in its form, sheets to sign, a Member's guide, and its cover."""
