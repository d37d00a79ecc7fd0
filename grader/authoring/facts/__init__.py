"""An assignment as its author describes it: assignment.toml, checked, and the Python files that stand beside it.

All of `authoring` imports it; nothing here runs the author's code.
"""

__all__ = [
    "assignment", "case_spec", "check_files", "packages", "public_files", "question_spec", "result_forms",
    "written_questions",
]  # fmt: skip
