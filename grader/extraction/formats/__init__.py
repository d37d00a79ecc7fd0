"""One reader for each form in which students hand in code. Nothing in a file is run or imported.

A format is a `Format`: how its text is recognized, and how it becomes a `Document`. `recognition.py` lists them all.
Imports nothing of the grader.
"""

__all__ = ["document", "own_modules", "parsing", "recognition"]
