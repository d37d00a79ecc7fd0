"""Every kind of page that people see, as HTML, about a small class: for looking at them in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from support import small_class
from support.small_class import classroom, hostile, judged, shrinking, transcript

from grader.authoring.proving.proof import ExampleMessage, Finding, Rehearsal
from grader.authoring.proving.proof_page import to_html
from grader.course.class_report.class_page import class_page
from grader.course.class_report.lecture_page import lecture_page
from grader.course.similar.comparison import Pair, Similar
from grader.frontends.student.check_result import CheckResult
from grader.judging.judge import judge
from grader.judging.verdicts import judge_case
from grader.model.transcript import Definition, Transcript
from grader.reports.look import notebook_inline
from grader.reports.question_html import question_html
from grader.reports.step_view import StepView
from grader.reports.student_page import student_page, student_pages

JUPYTER_DARK = (
    ":root{--jp-layout-color0:#111;--jp-content-font-color1:rgba(255,255,255,1);--jp-content-link-color:#64b5f6;"
    "--jp-shadow-base-lightness:32;--jp-elevation-z0:none}"
)
JUPYTER_LIGHT = (
    ":root{--jp-layout-color0:white;--jp-content-font-color1:rgba(0,0,0,.87);--jp-content-link-color:#1976d2;"
    "--jp-shadow-base-lightness:0;--jp-elevation-z0:none}"
)
THEMES = {"": "", "-dark-theme": JUPYTER_DARK, "-light-theme": JUPYTER_LIGHT}

CODE = "def gradient_descent(g, alpha, max_its, w):\n    ...\n    w = w - alpha / k * jax.grad(g)(w)  # the step"
SENT = {"wrong": transcript(rule=shrinking), "right": transcript(), "hostile": hostile(size=5_000)}
UNTOUCHED = replace(SENT["right"], definitions=dict.fromkeys(SENT["right"].definitions, Definition("not_attempted")))
BEFORE = {f"s{n}": {"root": 0.5, "descent": 8.0} for n in range(40)}
PROOF = Rehearsal(
    "small",
    (Finding("the solution earns every point", True, "1 of 1"), Finding("mistakes", False, "1 of 2", ("a.b <keeps>",))),
    ("a: b or c",), ("q.1 is judged up to step 4",), ("newton: no known mistakes",), "", "A small assignment",
    {"questions": 3, "hidden cases": 1},
    (ExampleMessage("Adam", "no correction", "Wrong:\n    k  yours\n\nLikely: `m`."),),
    "2026-11-27 04:00 UTC", {"grader": "0.2.0", "jax": "0.6.1"},
)  # fmt: skip


def sample_pages() -> dict[str, str]:
    """The pages by their names."""
    return dict([*_of_students(), *_of_a_class(), ("proof", to_html(PROOF)), *_in_notebooks()])


def _of_students() -> Iterator[tuple[str, str]]:
    key = small_class.key()
    for name, sent in SENT.items():
        yield f"student-{name}", student_page(key, sent, judged(sent)[0])
    unread = replace(transcript(), unreadable="This file is not a notebook: it is a PDF.")
    yield "student-ungradable", student_page(key, unread, judged(unread)[0])
    definitions = {**SENT["wrong"].definitions, "descent": Definition("found", source=CODE)}
    with_code = replace(SENT["wrong"], definitions=definitions)
    yield "staff", student_pages(key, with_code, judged(with_code)[0], ["staff"])[0]


def _of_a_class() -> Iterator[tuple[str, str]]:
    key = small_class.key()
    alike = Similar((("s3", "s4"),), (Pair("s1", "s2", 0.93, "descent"),))
    whole = small_class.statistics(key, _noted(classroom(40)), _copies(), ["Neo Nil", "Max Muster"], BEFORE)
    yield "class-5", class_page(small_class.statistics(key, classroom(5)))
    yield "class-40", class_page(whole)
    yield "class-500", class_page(small_class.statistics(key, classroom(500), alike))
    yield "lecture", lecture_page(small_class.statistics(key, classroom(40)))


def _in_notebooks() -> Iterator[tuple[str, str]]:
    for name, theme in THEMES.items():
        yield f"notebook{name}", in_notebook(checked(SENT["wrong"]), theme)
        yield f"steps{name}", in_notebook(_stepped(), theme)
        yield f"notebook-nothing{name}", in_notebook(checked(UNTOUCHED), theme)
        yield f"notebook-right{name}", in_notebook(checked(SENT["right"]), theme)
    yield "fragments", in_notebook(gradescope_cards(SENT["wrong"]), "")


def checked(sent: Transcript) -> str:
    """What `check()` shows in a notebook."""
    key = small_class.key().for_students()
    return CheckResult(judge(key, sent), key, sent)._repr_mimebundle_()["text/html"]


def gradescope_cards(sent: Transcript) -> str:
    """Every question's fragment as Gradescope gets it."""
    key = small_class.key()
    return "".join(question_html(key, question, sent, judged(sent)[0]) for question in key.questions)


def in_notebook(body: str, theme: str) -> str:
    """Output of a cell in a page of that theme; without one, as dark as JupyterLab's dark theme."""
    ground = "body{background:var(--jp-layout-color0,#111);color:var(--jp-content-font-color1,#eee)}"
    head = f'<meta charset="utf-8"><title>Output</title><style>{theme}{ground}</style>'
    body = f"<body><main><h1>Output</h1>{body}</main></body>"
    return f'<!doctype html><html lang="en"><head>{head}</head>{body}</html>'


def _stepped() -> str:
    """A run step by step, with variables as a loop has them."""
    question, sent = small_class.key().for_students().questions[0], transcript(rule=lambda alpha, k: alpha * 1.1)
    case = question.cases[1]
    states = [{"h": np.array([0.1 * k, -0.5]), "k": np.array(float(k))} for k in range(small_class.K + 1)]
    view = StepView(question, case, judge_case(question, case, sent.calls[case.id]), states)
    return view.html(notebook_inline, "step")


def _copies() -> Similar:
    lines = ["def descent(g, alpha, max_its, w):", *["    w = w - alpha * jax.grad(g)(w)  # a step"] * 4]
    code = {"descent": "\n".join(lines)}
    return Similar((("s3", "s4"),), (Pair("s1", "s2", 0.71),), {"s1": code, "s2": code})


def _noted(class_):
    for report, people, sent in class_:
        yield report, replace(people, note="2 files were handed in; a.ipynb was graded: it answers 3 of 3."), sent
