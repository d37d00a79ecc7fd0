"""What every package may use: errors that a user can fix, files that a user named, names, texts, libraries.

Imports no other package of the grader.
"""

__all__ = ["dependencies", "errors", "exhaustive", "files", "safe_names", "staff", "syntax", "text", "version"]
