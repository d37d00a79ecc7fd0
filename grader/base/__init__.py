"""What every package may use: errors that a user can fix, files that a user named, names, texts, libraries.

Imports no other package of the grader.
"""

__all__ = [
    "called_names", "dependencies", "errors", "exhaustive", "files", "module_names", "named_files", "printable",
    "safe_names", "staff", "syntax", "text", "version",
]  # fmt: skip
