"""A submitted file -> the statements that each requested function needs. Nothing in the file is run.

Imports `base`, `model` and `processes` (a file is read in a separate process). README.md beside this file explains it.
"""

__all__ = ["extract", "files_beside", "notebook", "reader", "statements"]
