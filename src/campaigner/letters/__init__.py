"""Letters to representatives, one by one and by the batch."""
