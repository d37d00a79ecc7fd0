"""The JSON Schema of assignment.toml: editors complete and explain every key by it.

It is made from the models of `grader.authoring.facts` and what stands below each of their fields. An argument of a case
has no key of its own there, so a case may hold any key; the rules that tie keys together are those of `grader rehearse`
alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, get_args

from grader.authoring.facts.assignment import Assignment
from grader.authoring.facts.question_spec import Returns
from grader.authoring.facts.result_forms import KINDS, PARTS_ALONE
from grader.model.result_form import FORM

SCHEMA_FILE = "assignment.schema.json"
INTERNAL = ("folder", "form", "modules")  # fields of the models that are no keys of the file
ANSWER_KEYS: dict[str, str] = {  # keys of a question without cases, whose variable students assign
    "answer": "What is right: an option, a number or a text, or a list of all that are right.",
    "options": 'Among what students choose, such as ["fixed", "1/k"].',
    "tolerance": "How far from a number a student may be.",
    "statement": "What students answer.",
    "because": "Why the answer is right; students read it after the due date.",
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
    for model in (made, *made["$defs"].values()):
        properties = model.get("properties", {})
        model["properties"] = {key: _plain(field) for key, field in properties.items() if key not in INTERNAL}
        model["required"] = [key for key in model.get("required", []) if key not in INTERNAL]
    case, question = made["$defs"]["CaseSpec"], made["$defs"]["QuestionSpec"]
    case["description"] = "One call. A key that is not listed is an argument of the function, by its name."
    question["required"].remove("case")
    properties = question["properties"]
    properties |= {key: {"description": text} for key, text in ANSWER_KEYS.items()}
    properties["returns"] = {"description": properties["returns"]["description"], **_returns()}
    properties["driver"] = {"description": properties["driver"]["description"], "type": "string"}
    for internal in ("Part", "DriverSpec"):
        made["$defs"].pop(internal, None)
    own = {"$ref": "#/$defs/form"}
    made["$defs"]["form"] = {
        "description": "A kind, a list of named parts, a dictionary of parts, or a table with `kind` and options.",
        "anyOf": [
            {"enum": list(KINDS)},
            {"type": "array", "items": {"type": "object", "minProperties": 1, "maxProperties": 1}, "minItems": 1},
            {"type": "object", "properties": {"kind": {"anyOf": [{"enum": list(KINDS)}, own]}}},
        ],
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "assignment.toml"}


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(schema(), indent=1) + "\n"


def keys_text() -> str:
    """Every key with its meaning and its default, as Markdown: the tables of the manual."""
    made = schema()
    models = {"Assignment": made, **made["$defs"]}
    tables = [(title, _table(models[name])) for name, title in TABLES.items()]
    return "\n".join(f"**{title}**\n\n{table}" for title, table in tables)


def _table(model: Mapping[str, Any]) -> str:
    rows = [("key", "means", "default"), ("---", "---", "---")]
    for key, field in model["properties"].items():
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
