"""What organisers decide about signatures and comments."""
