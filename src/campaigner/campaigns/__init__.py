"""Campaign definitions: what a campaign says, asks and cites; reading and checking them."""
