"""Search for the slips in a submission for its author, within so many seconds on the wall, whatever happens.

The search is a process of its own: where it fails, hangs or is killed the caller has no name, and nothing else changes.
It is sent visible cases alone, so that no hidden one can show in what it names, in how long it takes, or in a crash.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence

from grader.judging.judge import uncertain_causes
from grader.model.encoding.decoding import decoder
from grader.model.key import Key
from grader.model.transcript import Transcript
from grader.processes.line_process import LineProcess
from grader.repairs.repair import Repair, are_clear
from grader.repairs.visible_slips import unnamed_in, visible_calls, visible_question
from grader.sandbox.environment import Environment

MAX_ANSWER = 1_000_000  # bytes; a longer one is none
SHARE = 0.7  # of the wall seconds of a question in which edited programs run; the rest is for making and judging them
ENOUGH = 0.85  # of the wall seconds, after which no more edits are tried: on a busy machine the rest is to judge some
to_repairs: Callable[[object], list[Repair]] = decoder(list[Repair])


def find_slips(
    key: Key, transcript: Transcript, environment: Environment, seconds: float
) -> Iterator[tuple[str, Sequence[Repair]]]:
    """The questions whose wrong visible answers no known mistake explains, each with the edits that put all right.

    A question of which nothing is found has none; when the seconds are over there are no more questions. Those that
    few numbers explain come last, and take what the others leave.
    """
    if seconds <= 0:
        return
    theirs, until = key.for_students(), time.monotonic() + seconds
    names = unnamed_in(theirs, transcript)
    uncertain = [name for name in names if uncertain_causes(theirs, theirs.question(name), transcript)]
    without_name = [name for name in names if name not in uncertain]
    if not names:
        return
    try:
        process = LineProcess("grader.repairs.search_child", name="searches for slips", wall_seconds=seconds)
    except OSError:
        return
    try:
        for left, name in (*_counted_down(without_name), *_counted_down(uncertain)):
            process.wall_seconds = max(until - time.monotonic(), 0.0)
            request = _request(key, name, transcript, environment, SHARE * process.wall_seconds / left)
            answer = process.answer(request, MAX_ANSWER)
            if not answer.endswith(b"\n"):  # it was ended, or has failed
                return
            repaired = to_repairs(json.loads(answer)["repairs"])
            yield name, repaired if name not in uncertain or are_clear(repaired) else []
    finally:
        process.end()


def _counted_down(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each name with how many there are from it on."""
    return zip(range(len(names), 0, -1), names, strict=True)


def _request(key: Key, name: str, transcript: Transcript, environment: Environment, seconds: float) -> bytes:
    request = {
        "key": visible_question(key, name).to_json(), "transcript": visible_calls(key, name, transcript).to_json(),
        "seconds": seconds, "until": time.monotonic() + ENOUGH * seconds / SHARE,
        "memory_mb": environment.limits.memory_mb, "cache": environment.cache,
        "due": environment.isolation.due, "without": environment.isolation.without,
    }  # fmt: skip
    return json.dumps(request).encode() + b"\n"
