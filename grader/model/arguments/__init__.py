"""What a case hands to a student's function: typed arguments, costs and their formulas, files of data.

Everybody above imports it, the student's process too.
"""

__all__ = ["costs", "formula", "shipped_files", "typed_arguments"]
