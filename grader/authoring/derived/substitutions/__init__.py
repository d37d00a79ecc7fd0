"""What stands in the place of the solution's: another formula, result, method, or state of an object.

Only `authoring.derived.exercises` imports it. Changes of one expression, loop or statement are in `grader.changes`.
"""

__all__ = ["object_states", "other_formulas", "other_methods", "other_results"]
