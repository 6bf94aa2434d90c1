"""Measurements: make bench runs them all; docs/performance.md keeps what they gave."""
