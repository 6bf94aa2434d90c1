"""WeasyPrint comes quickly: nothing is started or loaded for it that no page needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import cffi  # type: ignore[import-untyped]  # has no types of its own
import fontpkg
import pytest

from campaigner.rendering import engine
from campaigner.rendering.fonts import faces as fonts
from campaigner.rendering.fonts.array_types import make_arrays_quickly

STARTS = ("subprocess.Popen", "os.posix_spawn", "os.fork", "os.exec", "os.system")
SELDOM = ("numpy", "fontTools.subset", "fontTools.varLib", "fontTools.ttLib.woff2")


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are found in other ways")
def test_importing_it_starts_no_process_and_loads_nothing_seldom_used() -> None:
    script = (
        "import sys; started = [];"
        f"sys.addaudithook(lambda event, _: event in {STARTS!r} and started.append(event));"
        "import campaigner.rendering.engine;"
        f"print(started, [name for name in {SELDOM!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] []"


@pytest.mark.parametrize(
    ("name", "found", "asked"),
    [
        ("libpango-1.0-0", "libpango-1.0.so.0", False),
        ("libc-by-another-name", "found by the system", True),
        ("harfbuzz-subset", None, False),  # optional, and tried by its file's name anyway
        ("libmissing-1", "found by the system", True),  # known, but not there under that name
    ],
)
def test_libraries_are_known_by_their_files_and_else_looked_for(
    monkeypatch: pytest.MonkeyPatch, name: str, found: str | None, asked: bool
) -> None:
    monkeypatch.setitem(engine.LIBRARIES, "libmissing-1", "libmissing.so.1")
    names: list[str] = []

    def find(wanted: str) -> str:
        names.append(wanted)
        return "found by the system"

    assert engine.by_file_name(find)(name) == found
    assert names == ([name] if asked else [])


@pytest.fixture
def unloaded() -> Iterator[str]:
    """A module that nothing here has imported."""
    before = sys.modules.pop("colorsys", None)
    yield "colorsys"
    sys.modules.pop("colorsys", None)
    if before:
        sys.modules["colorsys"] = before


def test_a_module_that_was_put_off_is_imported_when_it_is_used(unloaded: str) -> None:
    with engine.put_off({unloaded: ("rgb_to_hsv",)}):
        import colorsys
        from colorsys import rgb_to_hsv
    assert unloaded not in sys.modules
    assert colorsys.ONE_SIXTH == 1 / 6
    assert unloaded in sys.modules
    assert rgb_to_hsv(1, 1, 1) == (0, 0, 1)
    with pytest.raises(AttributeError):
        _ = colorsys.no_such_name  # type: ignore[attr-defined]


def test_a_module_that_is_there_already_is_not_put_off(unloaded: str) -> None:
    import colorsys

    with engine.put_off({unloaded: ("rgb_to_hsv",)}):
        assert sys.modules[unloaded] is colorsys
    assert sys.modules[unloaded] is colorsys


def test_types_of_arrays_are_those_that_cffi_would_read() -> None:
    read, quick = (cffi.FFI() for _ in range(2))
    for each in (read, quick):
        each.cdef("typedef uint32_t glyph_t;")
    make_arrays_quickly(quick)
    for name in ("glyph_t[7]", "char[4]", "char *", "glyph_t[]"):
        assert quick.typeof(name) is read.typeof(name)
        assert quick.typeof(name) is quick.typeof(name)
    assert list(quick.new("glyph_t[3]", [1, 2, 3])) == [1, 2, 3]
    with pytest.raises(cffi.CDefError):
        quick.typeof("no_such_type[3]")


def test_another_cffi_is_left_as_it_is() -> None:
    other = SimpleNamespace(_parsed_types=None)
    make_arrays_quickly(other)
    assert other._parsed_types is None


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: f"{face.family} {face.weight}")
def test_fonts_are_the_files_that_fontpkg_names(face: fonts.Face) -> None:
    named = Path(fontpkg.path(face.package, face.weight, face.style)).resolve()
    assert fonts.packaged_font(face.package, face.weight, face.style) == named


def test_a_family_of_one_variable_file_is_looked_up_by_fontpkg() -> None:
    named = Path(fontpkg.path("noto-serif", 400, "normal")).resolve()
    assert fonts.packaged_font("noto-serif", 400, "normal") == named
    assert fonts.packaged_font("no-such-family", 400, "normal") is None
