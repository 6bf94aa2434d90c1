"""The pages that supporters see."""
