"""What every package may use, and what knows nothing of homework.

    errors, files                        what a user can fix; files that a user named
    csv_text                             tables of text, read and written
    text, safe_names                     phrases, and texts made safe to print; ids and names of files
    syntax, named_files                  Python that somebody else wrote, read and never run; files that it may read
    dependencies, version, exhaustive    the libraries, the grader's own version, the end of a match
    staff                                what only files of staff need

Imports no other package of the grader.
"""

__all__ = [
    "csv_text", "dependencies", "errors", "exhaustive", "files", "named_files", "safe_names", "staff", "syntax", "text",
    "version",
]  # fmt: skip
