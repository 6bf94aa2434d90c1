"""The hand-in pack: a petition on paper, for the people whom it asks."""
