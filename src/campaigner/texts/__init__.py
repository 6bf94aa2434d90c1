"""What a campaign's texts can say, as HTML."""
