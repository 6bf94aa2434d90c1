"""What a petition counts, what of it anybody may see, and what it can count for."""
