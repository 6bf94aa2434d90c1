"""Mutation runs over the pure rules: small changes that the tests ought to notice."""
