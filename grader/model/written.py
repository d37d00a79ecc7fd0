"""Written answers: what students assign to a variable, where no key of theirs tells what is right.

    truth      {"truth": bool}          choice   {"choice": the right options, in any order}
    quantity   {"value": array ()}      text     {"accept": the texts that are right}
    manual     nothing: staff read the answer and give the points

A question of several cases reads a dictionary, with an entry for the `item` of each; of one, the variable itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

WRITTEN = ("truth", "choice", "quantity", "text", "manual")


def written_fault(returns: str, answer: Mapping[str, Any], options: Sequence[str]) -> str:
    """Why a right answer cannot be one to a question that returns this, in words; an empty string where it can."""
    match returns, answer:
        case "truth", {"truth": bool()}:
            return ""
        case "choice", {"choice": [_, *_] as chosen} if all(option in options for option in chosen):
            return ""
        case "quantity", {"value": np.ndarray(shape=())}:
            return ""
        case "text", {"accept": [_, *_] as texts} if all(isinstance(text, str) for text in texts):
            return ""
    return f"{dict(answer)} is no answer to a question that returns {returns!r}"
