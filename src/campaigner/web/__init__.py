"""The web front end: pages for supporters, on the same services as the command line."""
