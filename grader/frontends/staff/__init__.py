"""The commands of staff: new, schema, compile, release, rehearse, audit, grade, show, regrade, report, export ..."""

__all__ = ["commands"]
