"""What was submitted, and by whom: folders, zips, the layouts of platforms, the roster.

Imports `base` and `extraction`; `course` and `frontends` import it.
"""

__all__ = ["collection", "file_choice", "roster", "tables"]
