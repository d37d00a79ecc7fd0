"""The process that searches for edits: it may take too long, and is then ended without harm to anything else.

A request is a line of JSON, as `search_process` writes it: a key of one question's visible cases, what a submission did
on them, and what edited programs run in. The answer is a line with the repairs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.model.encoding.decoding import to_data
from grader.model.key import parse_key
from grader.model.transcript import parse_transcript
from grader.processes.fork_server import shared_fork_server_on_linux
from grader.processes.line_child import serve
from grader.repairs.repair import Repair, repairs
from grader.repairs.visible_slips import are_evidence
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.isolation.profiles import expected_isolation

CASE_SECONDS = 2.0  # of an edited program, at most


def main() -> None:
    """Answer requests until there are no more."""
    serve(lambda request: {"repairs": to_data(_search(request))})


def _search(request: Mapping[str, Any]) -> list[Repair]:
    key, transcript = parse_key(request["key"]), parse_transcript(request["transcript"])
    limits = Limits(case_seconds=CASE_SECONDS, question_seconds=request["seconds"], memory_mb=request["memory_mb"])
    isolation = replace(expected_isolation(), due=tuple(request["due"]), without=tuple(request["without"]))
    environment = Environment(limits, isolation, request["cache"], shared_fork_server_on_linux())
    repaired = list(repairs(key, key.questions[0], transcript, environment, request["until"]))
    return repaired if are_evidence(repaired, key.questions[0], transcript) else []
