"""Signing a petition: the form, the checks, the mailed link."""
