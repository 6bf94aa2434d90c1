"""The directory kept up to date: looked through, told where it is from, taken from uploads."""
