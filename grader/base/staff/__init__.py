"""What only files of staff need: TOML with line numbers, times, and transactions of SQLite. It ships to nobody.

Imports `base` alone; `authoring` and `course` import it.
"""

__all__ = ["times", "toml_text", "transactions"]
