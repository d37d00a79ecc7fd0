"""The edits that one statement of a program allows. Texts alone: nothing here runs code.

`repairs.search` imports `every_edit`.
"""

__all__ = ["every_edit"]
