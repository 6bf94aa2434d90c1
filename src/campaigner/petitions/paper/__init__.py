"""Signatures on paper."""
