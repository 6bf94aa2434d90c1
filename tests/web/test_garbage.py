"""How often Python looks for garbage while pages are served: all threads stand still then."""

from __future__ import annotations

import gc

from campaigner.web.serving import little_collected_at_once


def test_what_was_made_before_is_not_looked_at_while_people_sign() -> None:
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])  # as the command line has it
    try:
        with little_collected_at_once():
            assert gc.get_freeze_count() > 10_000
            assert gc.get_threshold()[0] <= 5_000
        assert gc.get_freeze_count() == 0
        assert gc.get_threshold()[0] == 200_000
    finally:
        gc.set_threshold(*before)
