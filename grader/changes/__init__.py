"""Changes of a program's syntax tree, each of them a mistake in any formula or loop.

Every module yields `source_tree.Change`s of one sort of code. `authoring` changes solutions. `repairs` edits a
student's own program by the same changes, and by those that add what is missing, or move what stands elsewhere.
Nothing here knows an exercise, nothing runs code, and nothing else of the grader is imported.
"""

__all__ = [
    "arrays",
    "expressions",
    "kinds",
    "loops",
    "parameters",
    "random_draws",
    "rules",
    "source_tree",
    "steps",
    "terms",
    "values",
    "variables",
]
