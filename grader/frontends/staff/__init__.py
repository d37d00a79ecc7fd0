"""The commands of staff: compile, release, rehearse, grade, show, regrade, report, export, merge."""

__all__ = ["commands"]
