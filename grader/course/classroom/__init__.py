"""A class: each function here is what one command of staff does, and raises UserError for what the user can fix.

    grading     find what was handed in, and grade it
    regrading   judge it again; merge results folders
    deciding    what staff decide afterwards
    reporting   pages, and the report of one submission
    exporting   grades and feedback for a platform

The staff's commands and the review server import it; it imports all of `course`.
"""

__all__ = ["deciding", "exporting", "grading", "regrading", "reporting"]
