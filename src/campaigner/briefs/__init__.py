"""Policy briefings: a campaign's brief as pages for a representative's office, and for the web."""
