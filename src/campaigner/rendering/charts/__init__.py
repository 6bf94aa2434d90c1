"""Maps, bars and time lines as SVG."""
