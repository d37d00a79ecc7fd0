"""The proof of an assignment: what was tried and whether it came out as it must, as a table, as JSON and as a page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from html import escape


@dataclass(frozen=True)
class Finding:
    """One line of the proof: what was tried, whether it came out as it must, and everything that did not."""

    what: str
    ok: bool
    figure: str
    troubles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rehearsal:
    """The whole proof of one assignment."""

    assignment: str
    findings: tuple[Finding, ...]
    groups: tuple[str, ...] = ()  # mistakes that these cases cannot tell apart
    notes: tuple[str, ...] = ()  # what the assignment allows, and what is not judged
    unproven: tuple[str, ...] = ()  # what could not be tried

    @property
    def passed(self) -> bool:
        """Whether everything that was tried came out as it must."""
        return all(finding.ok for finding in self.findings)

    @property
    def summary(self) -> str:
        """What came of all of it, in a sentence."""
        if not self.passed:
            return "Not ready: mend what is marked FAIL."
        if self.unproven:
            return "What was tried came out as it must, but not everything was tried: see Not proven."
        return "Ready for students."

    def to_json(self) -> str:
        """JSON text, for programs."""
        return json.dumps({"format": 1, "passed": self.passed, "summary": self.summary, **asdict(self)}, indent=1)


def text(found: Rehearsal) -> str:
    """The table that `grader rehearse` prints."""
    width = max(len(finding.what) for finding in found.findings)
    lines = [f"Rehearsal of {found.assignment}", ""]
    for finding in found.findings:
        lines.append(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what.ljust(width)}  {finding.figure}")
        lines += [f"        {trouble}" for trouble in _some(finding.troubles)]
    if found.groups:
        lines += ["", "These cases cannot tell apart (the student is told all names of a group):"]
        lines += [f"        {group.replace('|', ' or ')}" for group in _some(found.groups)]
    if found.notes:
        lines += ["", "Good to know:", *(f"        {note}" for note in found.notes)]
    if found.unproven:
        lines += ["", "Not proven:", *(f"        {line}" for line in found.unproven)]
    lines += ["", found.summary]
    return "\n".join(lines)


def _some(lines: Sequence[str], most: int = 40) -> Iterable[str]:
    rest = len(lines) - most
    return (*lines[:most], f"... and {rest} more") if rest > 0 else lines


def page(found: Rehearsal) -> str:
    """The same as one HTML page, to show to a colleague."""
    rows = "".join(
        f"<tr><td>{'ok' if f.ok else 'FAIL'}</td><td>{escape(f.what)}</td><td>{escape(f.figure)}"
        + (f"<details><summary>{len(f.troubles)} to look at</summary><ul>" if f.troubles else "")
        + "".join(f"<li><pre>{escape(t)}</pre></li>" for t in f.troubles)
        + ("</ul></details>" if f.troubles else "")
        + "</td></tr>"
        for f in found.findings
    )
    groups = "".join(f"<li><code>{escape(group.replace('|', ' or '))}</code></li>" for group in found.groups)
    notes = "".join(f"<li>{escape(note)}</li>" for note in found.notes)
    title = f"Rehearsal of {escape(found.assignment)}"
    unproven = "".join(f"<li>{escape(line)}</li>" for line in found.unproven)
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>{title}</title><style>body{{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}}"
        f"td,th{{text-align:left;vertical-align:top;padding:.4rem .8rem;border-top:1px solid #bbb}}"
        f"pre{{white-space:pre-wrap}}</style>"
        f"<main><h1>{title}</h1><p><strong>{escape(found.summary)}</strong></p><table><thead><tr><th>result"
        f"<th>what was tried<th>figure</thead><tbody>{rows}</tbody></table>"
        "<h2>Mistakes that these cases cannot tell apart</h2>"
        f"<ul>{groups or '<li>none</li>'}</ul>{f'<h2>Good to know</h2><ul>{notes}</ul>' if notes else ''}"
        f"{f'<h2>Not proven</h2><ul>{unproven}</ul>' if unproven else ''}</main></html>"
    )
