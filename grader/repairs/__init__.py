"""A student's own program, edited in up to three places until every case is right: the edit says what the slip is.

`frontends` import `repair` for staff, and for students `search_process`, `visible_slips` and `ran_cells`. `authoring`
takes from `trials` and `versions` how many programs run in one call. Edits are texts that are made here; the edited
programs run in the sandbox as any submission does, without the key and without a piece of the solution.
"""

__all__ = ["ran_cells", "repair", "search_process", "trials", "versions", "visible_slips"]
