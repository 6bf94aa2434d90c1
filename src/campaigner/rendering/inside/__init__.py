"""What touches WeasyPrint's inside: results of its pure functions, remembered between letters.

Everything here is written for one version of WeasyPrint and is off for any other. Nothing changes
for pages that are made outside ``remembering``, nor for other threads.
"""
