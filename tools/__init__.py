"""What is run by hand, to make or install what campaigner needs."""
