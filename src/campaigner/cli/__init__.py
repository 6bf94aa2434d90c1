"""The ``campaigner`` command: a module for each noun, no logic of its own."""
