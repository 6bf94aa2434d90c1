"""The words that have a fixed list of values: in the database, in files and on the command line.

Each is a ``StrEnum``, so that it is the same as its text wherever it is stored or printed, and
so that the command line lists and checks it. Nothing heavy is imported here.
"""
