"""How a campaign stands, at one look: its numbers, and what needs somebody first. Reads only."""
