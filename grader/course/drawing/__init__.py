"""What `report` draws of a class: the pages of those for whom something changed, and what is counted of everybody.

    marks              a digest of everything that is made of a submission
    every_submission   calls a function with each of some submissions, in a pool of workers
    pages              draws the pages whose end has another mark
    observed           the file with what was counted and compared before
    class_statistics   what the page of the class shows, anew only of those whose mark is another one

Imports `course.results` and `course.class_report`; `course.classroom` imports it, and the review server `observed`.
"""

__all__ = ["class_statistics", "marks", "observed", "pages"]
