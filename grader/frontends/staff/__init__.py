"""The commands of staff: release, rehearse, grade, show, regrade, report, export."""
