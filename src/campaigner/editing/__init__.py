"""Change a campaign from the desk: files checked, written together, and kept as history."""
