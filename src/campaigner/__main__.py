"""``python -m campaigner`` is the ``campaigner`` command."""

from campaigner.cli.app import main

main()
