"""Mistakes derived from a solution: its syntax tree, changed in one place as a student may write it.

`authoring.compiler` imports `derive` and `runs`, and `authoring.proving` imports what else is named below. Nothing here
knows an exercise: a change is a mistake in any formula or loop.
"""

__all__ = ["derive", "exercises", "runs", "wording"]
