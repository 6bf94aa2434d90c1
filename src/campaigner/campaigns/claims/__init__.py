"""What a campaign's texts state as fact: whether it has a source, and whether the texts agree."""
