"""Signatures from other systems."""
