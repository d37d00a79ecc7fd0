"""Gradebooks that the course writes as CSV, as a spreadsheet reads them."""

from __future__ import annotations

import csv
from pathlib import Path

from grader.course.classroom import exporting


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, by its header; a byte order mark says nothing."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def exported(results: Path) -> list[dict[str, str]]:
    """The rows of `grader export --format csv`, which writes beside the results."""
    target, _ = exporting.export(results, "csv", results.parent / "exported.csv")
    return rows_of(target)


def canvas_grades(results: Path) -> dict[str, str]:
    """By name of the first column, the last column of what Canvas is given."""
    target, _ = exporting.export(results, "canvas", results.parent / "canvas.csv")
    return {(cells := list(row.values()))[0]: cells[-1] for row in rows_of(target)}
