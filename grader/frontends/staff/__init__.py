"""The commands of staff: new, schema, compile, release, rehearse, grade, show, regrade, report, export, merge."""

__all__ = ["commands"]
