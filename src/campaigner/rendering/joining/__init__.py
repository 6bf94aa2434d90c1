"""Many PDFs joined into one."""
