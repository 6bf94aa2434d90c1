"""Events of a campaign: places taken at them, and their entries for calendars."""
