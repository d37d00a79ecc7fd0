"""What passes between the packages, as frozen values: key, transcript, report, values, costs. Data only.

Imports `base` alone; every package may import it.
"""

__all__ = [
    "arguments", "checks", "encoding", "figures", "key", "report", "request", "result_form", "statuses",
    "student_key", "transcript",
]  # fmt: skip
