"""What a key calls students' functions with, as digests: a stored call says nothing of a case that calls otherwise."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any

from grader.model.encoding.decoding import to_data
from grader.model.key import Case, Key, Question
from grader.model.transcript import Fault, Transcript

OTHER_CALL = "this case calls it with other arguments than when it was run: `grader grade` runs it again"


def request_digests(key: Key) -> dict[str, str]:
    """By case a digest of its call, with the public files that the call names. Computed once for each key."""
    if "request digests" not in key.memo:
        key.memo["request digests"] = {c.id: _of_case(key, q, c) for q in key.questions for c in q.cases}
    digests: dict[str, str] = key.memo["request digests"]
    return digests


def as_run(key: Key, transcript: Transcript) -> Transcript:
    """The transcript with the calls that the key makes, whatever their cases were called then.

    A case whose call is not among those that were made is a Fault: that work was not run on it.
    """
    if not transcript.requests:
        return transcript
    digests = request_digests(key)
    case_of = {digest: case for case, digest in transcript.requests.items()}
    calls = {
        case: transcript.calls[case_of[digest]] if digest in case_of else Fault(OTHER_CALL)
        for case, digest in digests.items()
        if digest not in case_of or case_of[digest] in transcript.calls
    }
    return replace(transcript, calls=calls, requests=digests)


def _of_case(key: Key, question: Question, case: Case) -> str:
    call = [question.name, question.names, question.driver, question.calls, question.runs, case.seed, case.item]
    text = json.dumps([*call, to_data(case.arguments)])
    modules = key.modules if any(name in text for name in key.modules) else {}  # one may import another
    return _digest([text, modules, {name: data for name, data in key.files.items() if name in text}])[:16]


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
