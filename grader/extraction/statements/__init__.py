"""What one top-level statement does, by its syntax tree alone: with names, as an attempt, with a library's settings.

`extraction` and what shows a student's own cells import it. Imports nothing of the grader.
"""

__all__ = ["changes", "configuration", "effects", "names", "stubs", "uses"]
