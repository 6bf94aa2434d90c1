"""What is printed for organisers: briefings, packs, sheets."""
