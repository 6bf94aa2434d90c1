"""Forms with files: what browsers send is read, and nothing else."""

from __future__ import annotations

import gzip
from contextlib import suppress
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.exceptions import HTTPException
from starlette.requests import Request

from campaigner.errors import CampaignerError
from campaigner.web.uploads import Sent, Upload, as_table, is_upload, read_upload
from web_visitors import in_a_loop

MOST = 100_000
NAMES = st.text(st.characters(codec="utf-8", exclude_characters='"\r\n\0\\/%'), max_size=20)


def request_of(kind: str, body: bytes) -> Request:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    head = [(b"content-type", kind.encode("latin-1", "replace"))]
    return Request({"type": "http", "method": "POST", "headers": head}, receive)


def read(kind: str, body: bytes) -> Sent:
    return in_a_loop(read_upload(request_of(kind, body), MOST))


def encoded(data: dict[str, str], files: Any) -> tuple[str, bytes]:
    """As httpx sends it."""
    sent = httpx.Request("POST", "http://localhost/", data=data, files=files)
    return sent.headers["content-type"], sent.read()


@given(text=st.text(max_size=50), content=st.binary(max_size=2000), name=NAMES)
def test_what_was_sent_comes_in_byte_by_byte(text: str, content: bytes, name: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    file_name = name or "x"
    found = read(*encoded({"note": text}, {"table": (file_name, content)}))
    assert found.form["note"] == text
    (upload,) = found.files["table"]
    assert upload.content == content


def test_several_files_of_a_field_stay_in_order() -> None:
    files = [("scan", ("1.jpg", b"one")), ("scan", ("C:\\sheets\\2.jpg", b"two"))]
    found = read(*encoded({}, files))
    assert found.files["scan"] == (Upload("1.jpg", b"one"), Upload("2.jpg", b"two"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\x.csv", "/x/y/z.csv", "a" * 999])
def test_a_name_has_no_folders(name: str) -> None:
    body = (
        f'--b\r\nContent-Disposition: form-data; name="t"; filename="{name}"\r\n\r\nx\r\n--b--\r\n'
    )
    (upload,) = read("multipart/form-data; boundary=b", body.encode()).files["t"]
    assert not set(upload.name) & {"/", "\\"}
    assert len(upload.name) <= 255


def test_a_file_that_nobody_chose_is_none() -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="t"; filename=""\r\n\r\n\r\n--b--\r\n'
    assert read("multipart/form-data; boundary=b", body).files == {}


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("text/plain", b"", 415),
        ("multipart/form-data", b"", 415),
        ("multipart/form-data; boundary=b", b"", 400),
        ("multipart/form-data; boundary=b", b"--b--\r\n", 400),
        ("multipart/form-data; boundary=b", b"--b\r\nno end", 400),
        ("multipart/form-data; boundary=b", b"before\r\n--b\r\n\r\nx\r\n--b--", 400),
        ("multipart/form-data; boundary=b", b"--b\r\nX: y\r\n\r\nno name\r\n--b--", 400),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="t"\r\n\r\n\xff\r\n--b--',
            400,
        ),
        ("multipart/form-data; boundary=b", b"x" * (MOST + 70_000), 413),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="t"\r\n\r\nx\r\n' * 300 + b"--b--",
            400,
        ),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="t"\r\n\r\n'
            + b"x" * 70_000
            + b"\r\n--b--",
            413,
        ),
    ],
)  # fmt: skip
def test_what_is_not_such_a_form_is_refused(kind: str, body: bytes, status: int) -> None:
    with pytest.raises(HTTPException) as refused:
        read(kind, body)
    assert refused.value.status_code == status


@given(kind=st.text(max_size=80), body=st.binary(max_size=300))
def test_nothing_that_comes_in_breaks_it(kind: str, body: bytes) -> None:
    for each in (kind, f"multipart/form-data; boundary={kind}", "multipart/form-data; boundary=b"):
        if is_upload(request_of(each, body)):
            with suppress(HTTPException):
                read(each, body)


def part(head: str, content: str = "x") -> str:
    return f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n"


def test_a_form_within_a_form_is_content() -> None:
    inner = '--c\r\nContent-Disposition: form-data; name="role"\r\n\r\nowner\r\n--c--'
    head = 'name="note"\r\nContent-Type: multipart/mixed; boundary=c'
    found = read("multipart/form-data; boundary=b", f"{part(head, inner)}--b--".encode())
    assert dict(found.form) == {"note": inner}
    assert found.files == {}


@pytest.mark.parametrize(
    "name",
    [
        "a\r\nX-Evil: 1.csv",
        "a\nSet-Cookie: b.csv",
        "a.csv\r",
        'a"; name="role.csv',
        'a\\".csv',
        "a%0d%0aX-Evil: 1.csv",
        "a%22; name=%22role.csv",
        "\0.csv",
        "..",
        "/",
    ],
)
def test_the_name_of_a_file_adds_no_field_and_no_line(name: str) -> None:
    sent = part(f'name="table"; filename="{name}"')
    found = read("multipart/form-data; boundary=b", f"{sent}--b--".encode())
    assert {*dict(found.form), *found.files} == {"table"}
    for upload in found.files.get("table", ()):
        assert not set(upload.name) & {"\r", "\n", '"', "/"}
        with as_table(upload) as file:
            assert file.path.read_bytes() == b"x"


@pytest.mark.parametrize(
    "body",
    [
        part('name="t"') * 1000 + "--b--",
        part('name="t"; filename="a.csv"') * 1000 + "--b--",
        part('name="t"'),
        part('name="t"') + "--b",
        part('name="t"') + "--b-",
        part('name="t"') + "--b--\r\n" + part('name="u"'),
        "--b--\r\n" * 1000,
        "--b\r\n" * 1000 + "--b--",
    ],
)
def test_forms_without_an_end_or_with_a_thousand_parts_are_refused(body: str) -> None:
    with pytest.raises(HTTPException) as refused:
        read("multipart/form-data; boundary=b", body.encode())
    assert refused.value.status_code == 400


@pytest.mark.parametrize(
    "content",
    [b"found\n" + b"x\n" * 50_001, gzip.compress(b"found\n" + bytes(100_000_001), 1)],
)
def test_a_table_of_too_many_rows_is_refused_before_it_is_read(content: bytes) -> None:
    with (
        pytest.raises(CampaignerError, match="more than 50,000 rows"),
        as_table(Upload("sample.csv", content)),
    ):
        pass
