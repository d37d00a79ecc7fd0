"""What a key calls students' functions with, as digests: a stored call says nothing of a case that calls otherwise.

The public files are a part of it that the case names, and those that the student's own program may read. One that was
added later counts where a call raised because it was not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any

from grader.base.named_files import files_in_use
from grader.model.encoding.decoding import to_data
from grader.model.key import Case, Key, Question
from grader.model.transcript import Fault, Raised, StoredCalls, Transcript, call_to_data

NOT_FOUND = ("FileNotFoundError", "ModuleNotFoundError")
OTHER_CALL = "this case calls it with other arguments than when it was run: `grader grade` runs it again"


def request_digests(key: Key, reads: Mapping[str, Sequence[str]] = MappingProxyType({})) -> dict[str, str]:
    """By case a digest of its call, with the public files that the call names, or that `reads` has of its question."""
    (calls, files), digests = _of_key(key), dict[str, str]()
    for question in key.questions:
        own = [files.get(file, "") for file in reads.get(question.name, ())]
        digests |= {c.id: _digest([calls[c.id], own])[:16] if own else calls[c.id] for c in question.cases}
    return digests


def as_run(key: Key, transcript: Transcript) -> Transcript:
    """The transcript with the calls that the key makes, whatever their cases were called then.

    A case whose call is not among those that were made is a Fault: that work was not run on it.
    """
    if not transcript.requests:
        return transcript
    digests, missed = request_digests(key, transcript.reads), _missed_files(key, transcript)
    case_of = {digest: case for case, digest in transcript.requests.items()}
    made = case_of.keys() - missed
    stored, fault = StoredCalls.of(transcript.calls).data, call_to_data(Fault(OTHER_CALL))
    calls = {
        case: stored[case_of[digest]] if digest in made else fault
        for case, digest in digests.items()
        if digest not in case_of or case_of[digest] in stored
    }
    return replace(transcript, calls=StoredCalls(calls), requests=digests)


def _missed_files(key: Key, transcript: Transcript) -> set[str]:
    """Digests of the calls that did not find a public file which the key has by now, and did not have then."""
    names = {name: f"'{PurePosixPath(name).stem}'" for name in key.modules}  # No module named 'functions'
    names |= {name: PurePosixPath(name).name for name in key.files}
    missed = set[str]()
    for question in key.questions:
        there = {*transcript.files, *transcript.reads.get(question.name, ())}
        new = [text for name, text in names.items() if name not in there]
        if not new:
            continue
        for case in {c.id for c in question.cases} & transcript.requests.keys():
            call = transcript.calls.get(case)
            if isinstance(call, Raised) and call.kind in NOT_FOUND and any(text in call.message for text in new):
                missed.add(transcript.requests[case])
    return missed


def _of_key(key: Key) -> tuple[dict[str, str], dict[str, str]]:
    """By case a digest of what the key calls, and by name one of each public file. Computed once for each key."""
    if "request digests" not in key.memo:
        calls = {c.id: _of_case(key, q, c) for q in key.questions for c in q.cases}
        files = {name: _digest(text) for name, text in {**key.modules, **key.files}.items()}
        key.memo["request digests"] = calls, files
    digests: tuple[dict[str, str], dict[str, str]] = key.memo["request digests"]
    return digests


def _of_case(key: Key, question: Question, case: Case) -> str:
    call = [question.name, question.names, question.driver, question.calls, question.runs, case.seed, case.item]
    beside = [question.unchanged, case.raises] if question.unchanged or case.raises else []  # what a run must report
    text = json.dumps([*call, to_data(case.arguments), *beside])
    modules = key.modules if any(name in text for name in key.modules) else {}  # one may import another
    read = files_in_use("\n".join(modules.values()), {}, key.files)
    files = {name: data for name, data in key.files.items() if name in text or name in read}
    return _digest([text, modules, files])[:16]


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
