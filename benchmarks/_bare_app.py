"""The peer: a bare FastAPI handler that commits each row, and its mail, before it answers."""

from __future__ import annotations

import os
import sqlite3
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response


def _database() -> sqlite3.Connection:
    connection = sqlite3.connect(os.environ["BARE_DATABASE"], isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS signed"
        " (id INTEGER PRIMARY KEY, name TEXT, email TEXT UNIQUE, postcode TEXT)"
    )
    connection.execute("CREATE TABLE IF NOT EXISTS mails (id INTEGER PRIMARY KEY, signed INTEGER)")
    return connection


app = FastAPI()
connection = _database()


@app.post("/bread")
async def sign(request: Request) -> Response:
    form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
    connection.execute("BEGIN IMMEDIATE")
    signed = connection.execute(
        "INSERT INTO signed (name, email, postcode) VALUES (?, ?, ?) RETURNING id",
        (form["name"], form["email"], form["postcode"]),
    ).fetchone()[0]
    connection.execute("INSERT INTO mails (signed) VALUES (?)", (signed,))
    connection.execute("COMMIT")
    return RedirectResponse("/bread/inbox", 303)
