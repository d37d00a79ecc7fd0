"""A master of Otter or nbgrader -> an assignment of ours, and a list of what could not be brought over.

`formats` reads both, `solutions` marks their solutions as ours, `recording` runs tests and makes cases of their calls,
`importer` writes the folder. `frontends.staff` imports it. Their formats, as they document them: Otter Assign's
notebook format (otter-grader.readthedocs.io) and nbgrader's cell metadata (nbgrader.readthedocs.io).
"""

__all__ = ["formats", "importer"]
