"""The memory that pages share: what it holds, and when it is used."""

from __future__ import annotations

import ctypes
import gc
import threading
from types import SimpleNamespace
from typing import NoReturn

import pytest

from campaigner.errors import CampaignerError
from campaigner.rendering.inside.memory import Memory, active, new_number, number_of, remembering
from campaigner.rendering.inside.skeleton import Seen


def test_what_was_not_used_for_longest_makes_place() -> None:
    memory = Memory(most=30)
    for name in ("first", "second", "third"):
        memory.keep(name, name.upper(), 10)
    assert memory.get("first") == "FIRST"
    memory.keep("fourth", "FOURTH", 10)
    assert [memory.get(name) for name in ("first", "second", "third", "fourth")] == [
        "FIRST", None, "THIRD", "FOURTH",
    ]  # fmt: skip
    assert (memory.bytes, len(memory)) == (30, 3)


def test_a_value_in_place_of_another_counts_once() -> None:
    memory = Memory(most=100)
    memory.keep("a", 1, 40)
    memory.keep("a", 2, 60)
    assert (memory.get("a"), memory.bytes, len(memory)) == (2, 60, 1)


def test_what_is_larger_than_the_memory_is_not_kept() -> None:
    memory = Memory(most=10)
    memory.keep("large", 1, 11)
    assert (memory.get("large"), memory.bytes) == (None, 0)


def test_a_memory_is_used_inside_a_block_and_by_its_thread_alone() -> None:
    seen: list[Memory | None] = []
    with remembering() as memory:
        assert active() is memory
        other = threading.Thread(target=lambda: seen.append(active()))
        other.start()
        other.join()
    assert seen == [None]
    assert active() is None
    with remembering() as again:
        assert again is memory


def test_a_letter_that_is_refused_forgets_nothing_and_a_fault_everything() -> None:
    def fail(error: Exception) -> NoReturn:
        with remembering() as inside:
            inside.keep(str(error), 1, 1)
            raise error

    with remembering() as memory:
        memory.keep("a", 1, 1)
    with pytest.raises(CampaignerError):
        fail(CampaignerError("The address is too long."))
    assert memory.get("a") == 1
    with pytest.raises(ZeroDivisionError):
        fail(ZeroDivisionError())
    assert (memory.get("a"), memory.bytes, active()) == (None, 0, None)


def test_a_number_stands_for_one_object_for_ever() -> None:
    one, another = SimpleNamespace(), SimpleNamespace()
    assert number_of(one) == number_of(one) != number_of(another)
    assert new_number() > number_of(another)


def test_rules_see_the_attributes_that_they_name_and_no_words() -> None:
    from xml.etree import ElementTree

    from cssselect2 import Matcher, compile_selector_list

    matcher = Matcher()
    for selector in compile_selector_list("a[href], p[title^='x'] > b:first-child, :lang(cy)"):
        matcher.add_selector(selector, ([], None))
    seen = Seen([SimpleNamespace(matcher=matcher)])

    def of(page: str) -> object:
        return seen.of(ElementTree.fromstring(page))

    assert of("<p><a href='1'>One</a></p>") == of("<p><a href='2'>Two</a></p>")
    assert of("<p><a href='1'>One</a></p>") != of("<p><a>One</a></p>")
    assert of("<p title='x'>One</p>") != of("<p title='y'>One</p>")
    assert of("<p rel='x'>One</p>") == of("<p rev='y'>Two</p>")
    assert of("<p>One</p>") != of("<p></p>")
    assert of("<p lang='cy'>One</p>") != of("<p lang='en'>One</p>")
    assert of("<p class='a'>One</p>") != of("<p class='b'>One</p>")
    assert of("<p>One<b/>two</p>") == of("<p>Two<b/></p>")
    assert of("<p><b/><i/></p>") != of("<p><b><i/></b></p>")


class _Malloc(ctypes.Structure):
    """What the C library says of its memory; the eighth number is how many bytes are in use."""

    _fields_ = [(f"number_{place}", ctypes.c_size_t) for place in range(10)]


def test_text_with_features_of_fonts_leaves_no_memory_behind() -> None:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from campaigner.rendering.inside.patches import put_in_place

    library = ctypes.CDLL(None)
    if not hasattr(library, "mallinfo2"):
        pytest.skip("only the GNU C library says how much memory is in use")
    library.mallinfo2.restype = _Malloc
    assert not put_in_place()
    fonts = FontConfiguration()
    style = CSS(string="p { font-variant-numeric: oldstyle-nums; font-size: 10px }")
    text = f"<p>{' '.join(map(str, range(1_000)))}"

    def in_use_after(times: int) -> int:
        for _ in range(times):
            HTML(string=text).render(stylesheets=[style], font_config=fonts)
        gc.collect()
        found: int = library.mallinfo2().number_7
        return found

    before = in_use_after(2)
    assert in_use_after(20) - before < 20 * 2_000  # WeasyPrint by itself: 6,000 each
