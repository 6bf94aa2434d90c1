"""Who represents whom: people, their areas, and how to address them."""
