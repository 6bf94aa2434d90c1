"""Writing a letter on the pages: finding whom to write to, the form, the finished letter."""
