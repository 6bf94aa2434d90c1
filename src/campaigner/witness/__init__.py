"""Watching the petitions of others: cosigning their checkpoints only where their logs grew."""
