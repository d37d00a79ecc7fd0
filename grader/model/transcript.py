"""What a student's functions did on every case: data only, so that it can be judged again without running anything.

    Transcript ── definitions: question -> Definition     what was found in the notebook
               └─ calls: case -> Call                     what came of calling it: Returned, Raised, Stopped or Fault

A regrade after a change of points, tolerances or hints reads these and runs no student code.
"""

from __future__ import annotations

import builtins
import json
import marshal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from types import MappingProxyType
from typing import Any, Literal

from grader.model.encoding.decoding import REQUIRED, DecodingError, decoder
from grader.model.encoding.values import Malformed, Value, encode

FORMAT = 1
MAX_SOURCE = 20_000  # characters of one question's functions that are kept
MAX_NOTES, MAX_NOTE = 8, 200  # notes of one call, characters of one note: the student's process writes them

DefinitionStatus = Literal["found", "not_attempted", "missing", "broken"]
StopReason = Literal["timed_out", "out_of_memory", "died", "malformed"]


@dataclass(frozen=True)
class Definition:
    """What the notebook holds for one question.

    `status` is "found", "not_attempted" (the stub is still there), "missing" (no such name) or "broken" (its cell does
    not parse); `message` is for the student; `cell` and `line` say where, counting from 1; 0 where it does not apply.
    `source` is the Python that was found, for staff and for comparing submissions; empty where it has more than
    MAX_SOURCE characters.
    `name` is the name that this is about, where it is not the question's first.
    """

    status: DefinitionStatus
    message: str = ""
    cell: int = 0
    line: int = 0
    source: str = ""
    name: str = ""


BY_POSITION = "called by position"
WITH_JAX_ARRAYS = "raised on NumPy arrays; called again with JAX arrays"
VARIES = "Called again with other random numbers, it returns another result."
NOTES = (BY_POSITION, WITH_JAX_ARRAYS, VARIES)  # on how a function was called; students read no others


@dataclass(frozen=True)
class Returned:
    """The function came back in time with this value. `notes` are some of NOTES.

    `after` has those of the arguments that must stay the same which are others after the call, by name.
    """

    value: Value
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    after: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Raised:
    """The function (or a statement that defines it) raised an exception.

    `kind` is the exception's class name, `message` its text, `source` the student's own line, `cell` and `line` where.
    `during` is "call" or "definition". `file` is that of the driver, where a line of the driver raised and none of the
    student's; `line` and `source` are then the driver's. `bases` are its class and the classes above it, as
    `exception_names` writes them, where the call should raise. `after` is that of `Returned`.
    """

    kind: str
    message: str
    cell: int = 0
    line: int = 0
    source: str = ""
    during: Literal["call", "definition"] = "call"
    seconds: float = 0.0
    file: str = ""
    bases: tuple[str, ...] = ()
    after: dict[str, Value] = field(default_factory=dict)

    def is_raised_as(self, name: str) -> bool:
        """Whether code of the student has raised this exception, or one below it, in the call.

        What only has the name of one of Python's own is another one. That arguments do not bind is no answer.
        """
        is_of_student = self.during == "call" and not self.file and (self.kind != "TypeError" or self.line)
        return bool(name and is_of_student) and is_named(self.bases, name)


def is_named(bases: Sequence[str], name: str) -> bool:
    """Whether an exception of these classes is the one of this name; of Python's own there is one of a name.

    Some of these have several names, such as OSError, which is IOError too: a class is in `bases` by its own.
    """
    last = name.rpartition(".")[2]
    if hasattr(builtins, last):
        return getattr(getattr(builtins, last), "__name__", last) in bases
    return any("." in base and base.rpartition(".")[2] == last for base in bases)


@dataclass(frozen=True)
class Stopped:
    """The student's process was ended: `why` is "timed_out", "out_of_memory", "died" or "malformed"."""

    why: StopReason
    detail: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Fault:
    """We could not run it: nobody's points may depend on it until somebody has looked."""

    detail: str


Call = Returned | Raised | Stopped | Fault


class StoredCalls(Mapping[str, Call]):
    """Calls by case, as JSON `data`: each is read when it is asked for, and raises Malformed then if it is damaged.

    Of the calls of a class most are met before: their digests say so, and they need not be read.
    """

    def __init__(self, data: Mapping[str, Any], read: Mapping[str, Call] = MappingProxyType({})) -> None:
        self.data, self._read = data, dict(read)

    @classmethod
    def of(cls, calls: Mapping[str, Call], cases: Iterable[str] | None = None) -> StoredCalls:
        """These calls, or those of some cases, which may be large; calls that are stored already as they are."""
        if isinstance(calls, cls):
            return calls
        some = calls if cases is None else {case: calls[case] for case in cases if case in calls}
        return cls({case: call_to_data(call) for case, call in some.items()}, some)

    def __getitem__(self, case: str) -> Call:
        if case not in self._read:
            self._read[case] = _call_of(self.data[case])
        return self._read[case]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def digest(self, *cases: str) -> bytes:
        """Of what was returned in these cases, bit by bit, and the notes on it; empty where nothing was in one."""
        returned = [self.data.get(case, {}).get("returned") for case in cases]
        if not all(returned):
            return b""
        answers = [(each["value"], each["notes"], each.get("after", {})) for each in returned]
        return sha256(marshal.dumps(answers, 2)).digest()  # version 2 writes equal data alike


@dataclass(frozen=True)
class Transcript:
    """One submission's run. `unreadable` is the reason when there was no notebook to run.

    `requests` has a digest of each call by its case, where the run was stored: another key may call it otherwise.
    `reads` has by question the public files that its program may read by itself; `files` are all that were there then.
    """

    submission: str
    assignment: str
    definitions: dict[str, Definition] = field(default_factory=dict, metadata=REQUIRED)
    calls: Mapping[str, Call] = field(default_factory=dict, metadata=REQUIRED)
    unreadable: str = ""
    notes: tuple[str, ...] = field(default=(), metadata=REQUIRED)  # for staff: isolation, versions, retries
    requests: dict[str, str] = field(default_factory=dict)
    reads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The transcript as one JSON text."""
        data: dict[str, Any] = {"format": FORMAT, "kind": "transcript", **asdict(replace(self, calls={}))}
        data["calls"] = {case: call_to_data(call) for case, call in self.calls.items()}
        return json.dumps(data)


def parse_transcript(text: str, *, lazily: bool = False) -> Transcript:
    """The transcript that `to_json` wrote. Raises Malformed for anything else, another format version included.

    Its calls are read now, or `lazily`: each when it is asked for.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"this is not a transcript: {error}") from None
    if not isinstance(data, dict) or data.pop("kind", None) != "transcript":
        raise Malformed("this is not a transcript")
    if (version := data.pop("format", None)) != FORMAT:
        raise Malformed(
            f"this transcript has format {version}; this grader reads format {FORMAT}. Run `grader grade` again."
        )
    stored = None
    if lazily and isinstance(data.get("calls"), dict):
        stored, data["calls"] = StoredCalls(data["calls"]), {}
    try:
        transcript: Transcript = decoder(Transcript)(data)
    except DecodingError as error:
        raise Malformed(f"this transcript is damaged: {error}. Run `grader grade` again.") from None
    return transcript if stored is None else replace(transcript, calls=stored)


def call_to_data(call: Call) -> dict[str, Any]:
    """One call as JSON data: `{"returned": {...}}`, `{"raised": {...}}` ..."""
    data = dict(vars(call))
    if isinstance(call, Returned):
        data |= {"value": encode(call.value), "notes": list(call.notes)}
    if isinstance(call, Returned | Raised):  # what few calls have, and no call before it was asked for
        data["after"] = {name: encode(value) for name, value in call.after.items()}
        data["bases"] = list(getattr(call, "bases", ()))
        data = {name: value for name, value in data.items() if name not in ("after", "bases") or value}
    return {type(call).__name__.lower(): data}


def call_from_data(data: Any) -> Call:
    """The call that JSON data stand for, with few and short notes. Raises Malformed for anything else."""
    call = _call_of(data)
    if isinstance(call, Returned):
        return replace(call, notes=tuple(note[:MAX_NOTE] for note in call.notes[:MAX_NOTES]))
    return call


def _call_of(data: Any) -> Call:
    try:
        call: Call = decoder(Call)(data)
    except DecodingError as error:
        raise Malformed(f"a call that cannot be read: {error}") from None
    return call
