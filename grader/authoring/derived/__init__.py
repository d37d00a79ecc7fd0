"""Mistakes derived from a solution: its syntax tree, changed in one place as a student may write it.

`authoring.compiler` imports `derive`, and `authoring.proving` imports `survivors` and `wording`. Nothing here
knows an exercise: a change is a mistake in any formula or loop.
"""

__all__ = ["derive", "survivors", "wording", "words"]
