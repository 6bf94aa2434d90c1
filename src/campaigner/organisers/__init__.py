"""Accounts of those who run campaigns: who they are, what they may do, and how they log in."""
