"""The result of a rehearsal, as a table, as JSON and as an HTML page."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from html import escape


@dataclass(frozen=True)
class Finding:
    """One claim that was tried, whether it holds, and a line for everything that contradicts it."""

    what: str
    ok: bool
    figure: str
    troubles: tuple[str, ...] = ()

    @classmethod
    def of(cls, claim: str, figure: str, troubles: Sequence[str]) -> Finding:
        """The claim, which holds if nothing contradicts it."""
        return cls(claim, not troubles, figure, tuple(troubles))


@dataclass(frozen=True)
class Rehearsal:
    """The whole proof of one assignment."""

    assignment: str
    findings: tuple[Finding, ...]
    groups: tuple[str, ...] = ()  # mistakes that these cases cannot tell apart
    notes: tuple[str, ...] = ()  # what the assignment allows, and what is not judged
    unproven: tuple[str, ...] = ()  # what could not be tried
    cached: str = ""  # what was proven before, and has not changed

    @property
    def passed(self) -> bool:
        """Whether every claim holds."""
        return all(finding.ok for finding in self.findings)

    @property
    def summary(self) -> str:
        """The result in one sentence."""
        if not self.passed:
            return "Not ready: fix what is marked FAIL."
        if self.unproven:
            return "Everything that was tried passed, but not everything was tried: see Not proven."
        return "Ready for students."

    def to_json(self) -> str:
        """JSON text, for programs."""
        return json.dumps({"format": 1, "passed": self.passed, "summary": self.summary, **asdict(self)}, indent=1)


def to_text(rehearsal: Rehearsal) -> str:
    """The table that `grader rehearse` prints."""
    width = max(len(finding.what) for finding in rehearsal.findings)
    lines = [f"Rehearsal of {rehearsal.assignment}", ""]
    for finding in rehearsal.findings:
        lines.append(f"{'ok  ' if finding.ok else 'FAIL'}  {finding.what.ljust(width)}  {finding.figure}")
        lines += [f"        {trouble}" for trouble in _first(finding.troubles)]
    if rehearsal.groups:
        lines += ["", "Mistakes that these cases cannot tell apart (the student reads all names of a group):"]
        lines += [f"        {group.replace('|', ' or ')}" for group in _first(rehearsal.groups)]
    if rehearsal.notes:
        lines += ["", "Good to know:", *(f"        {note}" for note in rehearsal.notes)]
    if rehearsal.unproven:
        lines += ["", "Not proven:", *(f"        {line}" for line in rehearsal.unproven)]
    if rehearsal.cached:
        lines += ["", f"Taken from the cache: {rehearsal.cached}. `--fresh` proves everything anew."]
    lines += ["", rehearsal.summary]
    return "\n".join(lines)


def _first(lines: Sequence[str], most: int = 40) -> Iterable[str]:
    rest = len(lines) - most
    return (*lines[:most], f"... and {rest} more") if rest > 0 else lines


def to_html(rehearsal: Rehearsal) -> str:
    """One HTML page, to show to a colleague."""
    title = f"Rehearsal of {escape(rehearsal.assignment)}"
    groups = [f"<code>{escape(group.replace('|', ' or '))}</code>" for group in rehearsal.groups]
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>{title}</title><style>body{{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}}"
        f"td,th{{text-align:left;vertical-align:top;padding:.4rem .8rem;border-top:1px solid #bbb}}"
        f"pre{{white-space:pre-wrap}}</style>"
        f"<main><h1>{title}</h1><p><strong>{escape(rehearsal.summary)}</strong></p><table><thead><tr><th>result"
        f"<th>what was tried<th>figure</thead><tbody>{''.join(map(_row, rehearsal.findings))}</tbody></table>"
        f"{_section('Mistakes that these cases cannot tell apart', groups or ['none'])}"
        f"{_section('Good to know', map(escape, rehearsal.notes))}"
        f"{_section('Not proven', map(escape, rehearsal.unproven))}</main></html>"
    )


def _row(finding: Finding) -> str:
    troubles = "".join(f"<li><pre>{escape(trouble)}</pre></li>" for trouble in finding.troubles)
    summary = f"{len(finding.troubles)} to look at"
    details = f"<details><summary>{summary}</summary><ul>{troubles}</ul></details>" if troubles else ""
    result = "ok" if finding.ok else "FAIL"
    return f"<tr><td>{result}</td><td>{escape(finding.what)}</td><td>{escape(finding.figure)}{details}</td></tr>"


def _section(title: str, items: Iterable[str]) -> str:
    """A heading and a list of HTML items; nothing for an empty list."""
    lines = "".join(f"<li>{item}</li>" for item in items)
    return f"<h2>{title}</h2><ul>{lines}</ul>" if lines else ""
