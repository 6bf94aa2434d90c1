"""Ambassadors: the papers that a volunteer takes along to bring supporters in."""
