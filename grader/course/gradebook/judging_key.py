"""The key by which a gradebook judges, as the book holds it, and what of a key transcripts depend on."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from grader.model.encoding.decoding import to_data
from grader.model.key import Key


@dataclass(frozen=True)
class JudgingKey:
    """A key as the book holds it. `digest` is equal for keys that judge alike; `text` is what `parse_key` reads."""

    digest: str
    title: str
    text: str

    @classmethod
    def of(cls, key: Key) -> JudgingKey:
        """The key in this form. Computed once for each key."""
        if "judging key" not in key.memo:
            text = key.memo.get("text") or key.to_json()
            data = json.loads(text) | {"made_with": {}}  # quicker than to encode a large key again
            data.pop("checksum", None)
            judging = json.dumps(data)
            key.memo["judging key"] = cls(hashlib.sha256(judging.encode()).hexdigest(), key.title, text)
        judging_key: JudgingKey = key.memo["judging key"]
        return judging_key

    def __str__(self) -> str:
        return f"{self.title!r} ({self.digest[:12]})"


def questions_digest(key: Key) -> str:
    """A digest of what the key calls students' functions with: transcripts depend on nothing else of it."""
    questions = [
        (
            q.name, q.names, q.driver, q.calls, q.stub, q.runs,
            [(c.id, c.hidden, to_data(c.arguments), c.seed) for c in q.cases],
        )
        for q in key.questions
    ]  # fmt: skip
    called = [key.assignment, questions, key.modules, key.files]
    return hashlib.sha256(json.dumps(called, sort_keys=True).encode()).hexdigest()
