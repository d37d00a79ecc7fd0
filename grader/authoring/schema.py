"""The JSON Schema of assignment.toml: editors complete and explain every key by it.

It is made from the models of `grader.authoring.facts.assignment`. An argument of a case has no key of its own there, so
a case may hold any key; the rules that tie keys together are those of `grader rehearse` alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from grader.authoring.facts.assignment import Assignment
from grader.authoring.facts.question_spec import Returns
from grader.authoring.facts.result_forms import KINDS, PARTS_ALONE
from grader.model.result_form import FORM

SCHEMA_FILE = "assignment.schema.json"
INTERNAL = ("folder", "form", "modules")  # fields of the models that are no keys of the file
OF_ONE_ANSWER: dict[str, str] = {  # keys of a question without cases, whose variable students assign
    "answer": "What is right: an option, a number or a text, or a list of all that are right.",
    "options": 'Among what students choose, such as ["fixed", "1/k"].',
    "tolerance": "How far from a number a student may be.",
    "statement": "What students answer.",
    "because": "Why the answer is right; students read it after the due date.",
}

DESCRIPTIONS: dict[str, dict[str, str]] = {
    "Assignment": {
        "name": "The assignment's name: a-z, 0-9 and _. The key and the zip files are named after it.",
        "title": "The title that students and staff read.",
        "notebook": "The master beside this file: a notebook or a Python file with prose, stubs and solutions.",
        "script": "Hand out the notebook as a Python file of this name too, such as homework.py.",
        "packages": 'Packages that students may import beside the usual ones, such as ["scikit-learn"].',
        "files": 'Data that students have beside what visible cases name, such as ["data/train.npz"].',
        "hints": 'When students read a likely cause: "all" at once, "steps" one thing at a time when asked, "none".',
        "credit": "The part of a case's points that a named mistake keeps, 0 to 1, by its id or first word.",
        "gradescope": "How Gradescope shows the result: [gradescope].",
        "question": "A question: [[question]], with its cases [[question.case]].",
    },
    "QuestionSpec": {
        "name": "The question's name; also the function's, unless `signature` says otherwise.",
        "title": "The title that students read.",
        "points": "What the question is worth, shared by its cases.",
        "returns": 'What the function returns: one word, or named parts such as [{ loss = "number" }].',
        "signature": "The function as students define it, such as adam(g, alpha, eps=1e-8); without ( ) a variable.",
        "case": "One call of the function: [[question.case]].",
        "driver": "A function of a public file that calls what students define, such as drivers.py:steps.",
        "defines": "The names that students define for the driver, where they are more than one.",
        "check": "Your function that decides about a result, such as checks.py:is_orthonormal.",
        "runs": "How often each case is called; the check judges all results together.",
        "error_rate": "How often a check of several runs may call right work wrong.",
        "fixed": "Arguments that are meant to be the same in every case.",
        "all_hidden": "true where students are meant to see no case of the question.",
        "group": "Questions of one group share their points: the best of them counts.",
        "credit": "As at the top of the file, for this question alone.",
        "method": 'A module of reference/, or "solution"; a file: its `solve` must agree with the solution.',
        "means": "By argument of the function its name in the `solve` of a method that is a file.",
        "mistakes": "The bank of reference/mistakes/; by default the method's.",
        "cannot_happen": "Prefixes of the ids of mistakes that the question does not allow.",
        "accept": 'By reading "solution", or a file that defines the same function, such as "methods/over_k.py".',
        "not_of_method": "Arguments for students alone; `accept` says what they mean for the method.",
    },
    "CaseSpec": {
        "hidden": "true for a case that students do not see.",
        "weight": "The case's weight among the cases of its question.",
        "title": "What students read in place of the arguments.",
        "tolerance": "An absolute tolerance; by default it is measured.",
        "on": 'The cost that `g` or `gradient` is: its name, or a table such as { name = "quadratic", a = 1.0 }.',
        "random_seed": "Of the global random numbers before the call; `seed` where the function has no such argument.",
        "for_check": "What the check needs beside the arguments; no student gets it.",
        "accept": "By reading: the arguments of the method that differ from the student's.",
        "item": "The key in the dictionary of answers, where students write several.",
        "statement": "The statement that is true or false, or what students answer.",
        "truth": "Whether the statement is true.",
        "because": "Why it is; for staff.",
    },
    "GradescopeOptions": {
        "hidden_cases": "Who sees the results of hidden cases, and when.",
        "submissions": "How many submissions count; by default all.",
        "per_hours": "... in this many hours.",
        "late": "What a late submission costs.",
        "late_percent": "How much a day, where `late` is percent_a_day.",
        "leaderboard": "Show a leaderboard.",
    },
}
TABLES = {  # of the manual, by model: what stands above it
    "Assignment": "Above the first `[[question]]`",
    "QuestionSpec": "`[[question]]`",
    "CaseSpec": "`[[question.case]]`: every other key is an argument of the function",
    "GradescopeOptions": "`[gradescope]`: on Gradescope alone",
}


def schema() -> dict[str, Any]:
    """The JSON Schema, draft 2020-12."""
    made = Assignment.model_json_schema()
    models = {"Assignment": made, **made["$defs"]}
    for name, model in models.items():
        for key in INTERNAL:
            model.get("properties", {}).pop(key, None)
        model["required"] = [key for key in model.get("required", []) if key not in INTERNAL]
        for key, text in DESCRIPTIONS.get(name, {}).items():
            model["properties"][key] = {**_plain(model["properties"][key]), "description": text}
    models["CaseSpec"]["description"] = (
        "One call. A key that is not listed is an argument of the function, by its name."
    )
    models["QuestionSpec"]["required"].remove("case")
    models["QuestionSpec"]["properties"] |= {key: {"description": text} for key, text in OF_ONE_ANSWER.items()}
    models["QuestionSpec"]["properties"]["returns"] = {
        "description": DESCRIPTIONS["QuestionSpec"]["returns"],
        **_returns(),
    }
    models["QuestionSpec"]["properties"]["driver"] = {
        "description": DESCRIPTIONS["QuestionSpec"]["driver"],
        "type": "string",
    }
    for internal in ("Part", "DriverSpec"):
        made["$defs"].pop(internal, None)
    made["$defs"]["form"] = _form()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "assignment.toml"}


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(schema(), indent=1) + "\n"


def keys_text() -> str:
    """Every key with its meaning and its default, as Markdown: the tables of the manual."""
    made = schema()
    models = {"Assignment": made, **made["$defs"]}
    tables = [(title, _table(models[name], DESCRIPTIONS[name])) for name, title in TABLES.items()]
    return "\n".join(f"**{title}**\n\n{table}" for title, table in tables)


def _table(model: Mapping[str, Any], order: Iterable[str]) -> str:
    rows = [("key", "means", "default"), ("---", "---", "---")]
    for key in dict.fromkeys([*order, *model["properties"]]):
        field = model["properties"][key]
        options = "One of " + ", ".join(f"`{word}`" for word in field["enum"]) + ". " if "enum" in field else ""
        rows.append((f"`{key}`", options + field["description"], _default(key, field, model)))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _default(key: str, field: Mapping[str, Any], model: Mapping[str, Any]) -> str:
    if key in model["required"]:
        return "needed"
    default = field.get("default")
    return f"`{json.dumps(default)}`" if isinstance(default, (bool, float, str)) and default != "" else ""


def _plain(field: dict[str, Any]) -> dict[str, Any]:
    """A field without the name that pydantic makes up for it."""
    return {key: value for key, value in field.items() if key != "title"}


def _returns() -> dict[str, Any]:
    words = sorted({*get_args(Returns), *PARTS_ALONE} - {FORM, "quantity"})
    return {"anyOf": [{"enum": words}, {"type": ["object", "array"], "$ref": "#/$defs/form"}]}


def _form() -> dict[str, Any]:
    """A form: the word for a kind, a list of tables with one named part each, or a table of parts or options."""
    own = {"$ref": "#/$defs/form"}
    return {
        "description": "A kind, a list of named parts, a dictionary of parts, or a table with `kind` and options.",
        "anyOf": [
            {"enum": list(KINDS)},
            {"type": "array", "items": {"type": "object", "minProperties": 1, "maxProperties": 1}, "minItems": 1},
            {"type": "object", "properties": {"kind": {"anyOf": [{"enum": list(KINDS)}, own]}}},
        ],
    }
