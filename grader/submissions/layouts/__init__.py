"""How each platform lays out what was submitted, a module for each, and which of them a folder or a zip has.

`submissions.collection` imports `recognition`. Imports `submissions.entries` and `submissions.roster`.
"""

__all__ = ["recognition"]
