"""A process that answers lines: it says that it is ready, and answers nobody after a request that failed."""

from __future__ import annotations

import io
import json

from grader.processes.line_child import serve


def test_the_answer_that_failed_is_the_last():
    requests, answers = io.BytesIO(b'{"n": 1}\n{"n": 0}\n{"n": 2}\n'), io.BytesIO()
    serve(lambda request: {"half": request["n"] / 2} if request["n"] else {"failed": "zero"}, (requests, answers))
    assert list(map(json.loads, answers.getvalue().splitlines())) == [
        {"ready": True},
        {"half": 0.5},
        {"failed": "zero"},
    ]
