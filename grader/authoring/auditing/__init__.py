"""Grade somebody else's grader: their tests are run on right work and on the solution changed in one place.

`suites` reads the tests and the solution, `mutants` changes the solution, `running` runs programs, `audit` has them run
and `right_work` and `wrong_work` draw the conclusions, `text` and `page` print them. `frontends.staff` imports it.
"""

__all__ = ["audit", "page", "suites", "text"]
