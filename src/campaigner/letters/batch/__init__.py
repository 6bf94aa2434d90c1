"""Many letters: planned, made by workers, recorded, and joined for print."""
