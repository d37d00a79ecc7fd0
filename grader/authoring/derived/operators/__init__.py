"""Changes of a solution's syntax tree, each of them a mistake in any formula or loop.

Every module yields `source_tree.Change`s of one sort of code; `authoring.derived.exercises` asks all of them. Nothing
here knows an exercise, and nothing runs code.
"""

__all__ = [
    "arrays",
    "expressions",
    "loops",
    "parameters",
    "source_tree",
    "states",
    "steps",
    "terms",
    "values",
    "variables",
]
