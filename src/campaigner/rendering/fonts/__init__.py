"""The fonts of pages and papers, and what they can draw."""
