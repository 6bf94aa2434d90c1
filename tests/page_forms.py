"""The forms of a page, as a browser would send them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = Sequence[tuple[str, str]]
BOUNDARY = "a-boundary"


@dataclass
class Form:
    """A form: where it goes and how, its fields with what stands in them, and its files."""

    action: str
    is_post: bool
    has_files: bool
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    unticked: list[tuple[str, str]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The names of the fields, each once."""
        return list(dict.fromkeys(name for name, _ in (*self.fields, *self.unticked)))


class _Forms(HTMLParser):
    def __init__(self, page: str, address: str) -> None:
        super().__init__()
        self.address, self.found = address, list[Form]()
        self.form: Form | None = None
        self.area: list[str] | None = None
        self.select: list[str] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            is_post = given.get("method", "").lower() == "post"
            has_files = "multipart" in given.get("enctype", "")
            self.form = Form(given.get("action") or self.address, is_post, has_files)
            self.found.append(self.form)
        elif tag == "textarea":
            self.area = [name, ""]
        elif tag == "select":
            self.select = [name]
        elif tag == "option" and self.select and (len(self.select) == 1 or "selected" in given):
            self.select[1:] = [given.get("value", "")]
        elif self.form and name and tag in ("input", "button"):
            self._field(self.form, given)

    def _field(self, form: Form, given: dict[str, str]) -> None:
        name, value, kind = given["name"], given.get("value", ""), given.get("type")
        if kind == "file":
            form.files.append(name)
        elif kind in ("radio", "checkbox") and "checked" not in given:
            form.unticked.append((name, value))
        else:
            form.fields.append((name, value))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag: str) -> None:
        ended = {"textarea": self.area, "select": self.select}.get(tag)
        if ended and ended[0] and self.form:
            self.form.fields.append((ended[0], "".join(ended[1:])))
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.form = None


def forms_in(page: str, address: str) -> list[Form]:
    """The forms of a page at an address."""
    return _Forms(page, address).found


def with_files(fields: Fields, files: Sequence[tuple[str, str, bytes]]) -> tuple[bytes, bytes]:
    """A body with files (field, name, content), and what its header says that it is."""
    body = b""
    for name, value in fields:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        body += f"{head}{value}\r\n".encode()
    for name, called, content in files:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"'
        body += f"{head}\r\n\r\n".encode() + content + b"\r\n"
    return (
        body + f"--{BOUNDARY}--\r\n".encode(),
        f"multipart/form-data; boundary={BOUNDARY}".encode(),
    )
