"""Pictures: small, the same every time, saying the same as the numbers, and never in a student's way."""

from __future__ import annotations

import builtins
import io
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from support import keys, small_class
from support.rows import few
from support.small_class import shrinking, transcript

from grader.judging.verdicts import judge_case
from grader.model.encoding.values import Numbers
from grader.model.key import Case, Question
from grader.model.result_form import COSTS, HISTORIES, WEIGHTS
from grader.model.transcript import Returned
from grader.reports.pictures.drawings import drawing_of
from grader.reports.pictures.plots import data_uri, picture, report_figure
from grader.reports.pictures.rendering import NoPicture, drawing_style

if TYPE_CHECKING:
    from grader.judging.outcomes import Verdict

pytest.importorskip("matplotlib")
LONGEST = 20_000  # characters: Gradescope cuts a text at 100,000, and a notebook gets the picture inside of one


def question() -> Question:
    return small_class.key().questions[0]


def wrong(case: int, rule=shrinking) -> tuple[Case, Verdict]:
    drawn_case = question().cases[case]
    return drawn_case, judge_case(question(), drawn_case, transcript(rule=rule).calls[drawn_case.id])


def changed(case: int, rows=slice(None), weights=lambda w: w, costs=lambda c: c) -> tuple[Case, Verdict]:
    drawn_case = question().cases[case]
    right = drawn_case.expected
    answer = {WEIGHTS: weights(right[WEIGHTS])[rows], COSTS: costs(right[COSTS])[rows]}
    return drawn_case, judge_case(question(), drawn_case, Returned(small_class.pair(answer)))


def steps(w):
    return np.arange(len(w)).reshape(-1, *[1] * (w.ndim - 1))


def test_a_png_is_small_sharp_and_the_same_every_time():
    """Reports are compared and cached: a date or a random id would make every one differ. A palette keeps it small."""
    from PIL import Image

    png = picture(*wrong(0))
    assert png == picture(*wrong(0)) and all(len(data_uri(each)) <= LONGEST for each in (png, picture(*wrong(2))))
    image = Image.open(io.BytesIO(png))
    assert image.width >= 400 and image.mode == "P" and len(image.getcolors()) <= 16


def test_an_svg_fetches_nothing_and_is_the_same_every_time():
    """It stands in pages that promise to load nothing; the names of XML's own formats are not addresses to fetch."""
    svg = picture(*wrong(1), image_format="svg")
    assert svg == picture(*wrong(1), image_format="svg") and b"<dc:date>" not in svg
    assert b"<script" not in svg and b"<image" not in svg and b'href="http' not in svg.replace(b"xlink:href", b"href")


@pytest.mark.parametrize(
    ("case", "wild"),
    few(
        [
            (0, lambda w: w * 1e300),
            (0, lambda w: w * np.inf),
            (1, lambda w: np.where(steps(w) > 3, np.nan, w)),
            (0, lambda w: w + 1e12 * steps(w)),
            (0, lambda w: w * 0),
            (2, lambda w: np.full_like(w, 7.0)),
        ],
        3,
    ),
)
def test_no_run_is_too_wild_to_draw(case, wild):
    """inf, nan and 1e300 are what divergence gives: they must neither stop the report nor squeeze the right run."""
    drawn_case, run = changed(case, weights=wild)
    assert "part at step" in drawing_of(drawn_case, run).description
    assert len(data_uri(picture(drawn_case, run))) <= LONGEST


@pytest.mark.parametrize(("away", "note"), [(6.0, None), (1e4, "yours begins far outside, at (10001.3, 9999.3)")])
def test_a_start_out_of_reach_is_shown_or_said(away, note):
    """Where nothing else is wrong, a picture of the right run alone says nothing."""
    with drawing_style():
        axes = drawing_of(*changed(1, weights=lambda w: w + away)).figure().axes[0]
    notes = [text.get_text() for text in axes.texts]
    assert (note in notes) is bool(note) and ("k = 0" in notes) is (not note)


def test_a_right_run_is_drawn_and_numbers_that_no_axis_can_have_are_not():
    """A page and a whole class's report are made all the same; the message says the numbers."""
    right = wrong(1, rule=lambda alpha, k: alpha)
    assert drawing_of(*right).title == "Your run is right"
    huge = judge_case(keys.points(), keys.points().cases[0], Returned(Numbers(np.array([1.7e308, -1.7e308]))))
    with pytest.raises(NoPicture, match="too large or too small to draw"):
        picture(keys.points().cases[0], huge)


@pytest.mark.slow
def test_a_student_s_style_and_backend_stay_as_they_are():
    """Drawing happens in the student's own kernel: rcParams that leak would change every later figure."""
    import matplotlib

    with matplotlib.rc_context({"font.size": 31, "lines.linewidth": 9, "text.usetex": False}):
        before, first = dict(matplotlib.rcParams), picture(*wrong(0))
        assert dict(matplotlib.rcParams) == before
    assert first == picture(*wrong(0))


def test_nothing_is_imported_before_a_picture_and_a_matplotlibrc_says_nothing(tmp_path):
    """Gradescope's smallest machine pays 0.7 s for matplotlib. Staff draw pages in a folder of submissions, and
    matplotlib quotes on the terminal what it does not know in a matplotlibrc."""
    (tmp_path / "matplotlibrc").write_text("\x1b]0;title\x07\x1b[2J: 1\nno colon \x1b[31m\nbackend: module://evil\n")
    code = "import sys, grader.reports.pictures.plots, grader.reports.student_page\n"
    code += "assert not {'matplotlib', 'jax'} & set(sys.modules)\n"
    code += (
        "from grader.reports.pictures.rendering import drawing_style\nwith drawing_style(): import matplotlib.figure"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("error", "words"),
    [(ImportError("x"), "pip install matplotlib"), (ValueError("x"), "cannot read a file `matplotlibrc`.*Remove")],
)
def test_without_matplotlib_the_reason_is_a_sentence(error, words, monkeypatch):
    """The extra is not installed everywhere; a student's matplotlibrc in the current folder can break its import."""
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.split(".")[0] == "matplotlib":
            raise error
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoPicture, match=words):
        picture(*wrong(0))


def test_figure_is_of_the_first_wrong_run_and_else_of_the_first():
    """What `check("adam").plot()` shows."""
    for run in (transcript(), transcript(rule=shrinking)):
        assert report_figure(small_class.key(), run, small_class.judged(run)[0])._repr_png_()
    unread = replace(transcript(), definitions={})
    with pytest.raises(NoPicture):
        report_figure(small_class.key(), unread, small_class.judged(unread)[0])


@pytest.mark.slow
def test_every_known_mistake_has_a_picture_that_is_small_enough(first_order_key):
    """Of the real assignment the first wrong case of one mistake in four."""
    drawn = 0
    for assigned in first_order_key.questions:
        for mistake in assigned.mistakes[::4] if assigned.form == HISTORIES else ():
            for case in (case for case in assigned.cases if not case.hidden):
                run = judge_case(assigned, case, Returned(small_class.pair(mistake.answers[case.id])))
                if drawing_of(case, run):
                    assert len(data_uri(picture(case, run))) <= LONGEST, (mistake.id, case.id)
                    drawn += 1
                    break
    assert drawn > 20
