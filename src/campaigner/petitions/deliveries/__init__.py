"""Handing a petition in: a place's rules with their dates, and a record of what was handed over."""
