"""Templates that were compiled before, by their text: each page has an environment of its own."""

from __future__ import annotations

from functools import cache
from types import CodeType

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from campaigner.rendering.templating.sandbox import Finalize

_MOST = 256


class KeptCode(BytecodeCache):
    """The code of templates of this process, by name and text, in whatever folder they are."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a bucket the code of its text. Mistakes are then said of the bucket's own file."""
        name, _, path = bucket.key.partition("\n")
        if code := self._kept.get((name, bucket.checksum)):
            bucket.code = _of_file(code, path)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code that was made for a bucket."""
        if len(self._kept) >= _MOST:
            self._kept.clear()
        name, _, _ = bucket.key.partition("\n")
        if bucket.code:
            self._kept[name, bucket.checksum] = bucket.code

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Returns the name, which goes into code, and the file, which messages name."""
        return f"{name}\n{filename or name}"


@cache
def kept_code(finalize: Finalize | None) -> KeptCode:
    """Returns what is kept for environments with the same ``finalize``, which goes into code."""
    del finalize
    return KeptCode()


def _of_file(code: CodeType, path: str) -> CodeType:
    if code.co_filename == path:
        return code
    inner = (
        _of_file(each, path) if isinstance(each, CodeType) else each for each in code.co_consts
    )
    return code.replace(co_filename=path, co_consts=tuple(inner))
