"""The gradebook: one SQLite file that holds every submission, what its functions did, and how it was judged.

`course` imports it; it imports `model` and `submissions`.
"""

__all__ = ["gradebook", "rows"]
