"""The one SQLite file: opening it, its schema, and a module of SQL for each kind of record."""
