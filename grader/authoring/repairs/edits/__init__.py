"""The edits that one statement of a program allows. Texts alone: nothing here runs code.

`repairs.search` imports `every_edit` for edits of the student's own code, and `donors` for pieces of the solution.
"""

__all__ = ["donors", "every_edit"]
