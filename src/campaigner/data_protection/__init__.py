"""What people are told about their data, and what they are asked to agree to."""
