"""Arguments as data: what becomes of them at a call, and which numbers are perturbed."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np

from grader.model.arguments.typed_arguments import holds_array, holds_jax_key, to_python
from grader.model.encoding.decoding import decoder, to_data

PARAMETERS = {"parameters": {}}


class Words:
    """Makes words that say what was asked for, and real arrays."""

    def array(self, numbers, dtype):
        return np.array(numbers, dtype)

    def function(self, spec):
        return f"function {spec}"

    def rng(self, seed):
        return f"rng {seed}"

    def jax_key(self, seed):
        return f"key {seed}"


def test_arguments_become_what_they_say_and_fresh_each_time():
    data = {"table": [["W", [0.5, 1.0]], ["y", np.array([0, 1])], ["how", {"items": ["a"]}]]}
    first, second = (to_python(data, Words()) for _ in range(2))
    assert first["W"].dtype == np.float64 and first["y"].dtype == np.int64 and first["how"] == ["a"]
    assert first["W"] is not second["W"] and first["how"] is not second["how"]
    assert holds_array(data) and not holds_array({"table": [["t", 2]]})


def test_a_word_is_the_very_text_of_a_literal():
    """`if alpha is "diminishing":` works in a notebook that passes the word, and must work here."""
    data = json.loads('[{"items": ["diminishing"]}, "diminishing"]')
    assert data[1] is not sys.intern("diminishing")
    (inner,), word = (to_python(each, Words()) for each in data)
    assert inner is word is sys.intern("diminishing")


def test_functions_generators_and_arrays_of_files_stand_at_any_depth():
    sine = {"function": "sine", **PARAMETERS}
    data = {"table": [["rules", {"items": [sine, {"rng": 1}]}], ["key", {"jax_key": 2}], ["X", np.eye(2, dtype=int)]]}
    made = to_python(data, Words())
    assert made["rules"] == [f"function {sine}", "rng 1"] and made["key"] == "key 2"
    assert made["X"].dtype == int and made["X"] is not data["table"][2][1]
    assert holds_jax_key(data) and holds_array(data) and not holds_jax_key(sine)


def test_an_array_of_a_file_keeps_its_dtype_in_the_key_and_on_the_way_to_the_child():
    arguments = {"X": np.array([[1.5]], np.float32), "config": {"table": [["y", np.array([True])]]}}
    data = json.loads(json.dumps(to_data(arguments)))
    read = decoder(dict[str, Any])(data)
    assert read["X"].dtype == np.float32 and read["config"]["table"][0][1].dtype == bool
