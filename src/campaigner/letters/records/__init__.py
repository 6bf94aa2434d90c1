"""Letters that were made: listed, voided, answered, added up."""
