"""What passes between the packages, as frozen values: key, transcript, report, values, costs. Data only.

Imports `base` alone; every package may import it.
"""

__all__ = [
    "checks",
    "costs",
    "decoding",
    "formula",
    "frames",
    "key",
    "key_checks",
    "report",
    "request",
    "result_form",
    "shipped_files",
    "statuses",
    "transcript",
    "typed_arguments",
    "values",
    "written",
]
