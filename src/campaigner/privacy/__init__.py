"""All that is held about a person: exported, erased, removed in time."""
