"""The verbs, as Python functions: one module a group. The command line and the server call these and nothing below."""

from selon.desk.reading import read, read_sources, without_reasons, without_unsure

__all__ = ["read", "read_sources", "without_reasons", "without_unsure"]
