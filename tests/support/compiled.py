"""Keys without the mistakes that a solution suggests: running a few hundred changes of each solution takes most of the
time that a key does. `tests/authoring/derived` tests what comes of them."""

from __future__ import annotations

import pytest

from grader.authoring import compiler
from grader.authoring.facts.assignment import Assignment
from grader.model.key import Key, parse_key


def underived_key(assignment: Assignment) -> Key:
    """The key as it is read back from its file, with the known mistakes of the banks and of recording alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiler, "derive", lambda *_: {})
        return parse_key(compiler.compile_key(assignment).to_json())
