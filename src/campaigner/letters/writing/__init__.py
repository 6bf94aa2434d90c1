"""One letter's text: what it says, and how it would look."""
