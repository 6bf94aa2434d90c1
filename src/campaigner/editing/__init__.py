"""Change a campaign or the settings from the desk: checked, written whole, with a history."""
