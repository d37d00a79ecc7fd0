"""Pictures: small, the same every time, saying the same as the numbers, and never in a student's way."""

from __future__ import annotations

import builtins
import io
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import small_class
from small_class import K, shrinking, transcript

from grader.judging.outcomes import Verdict
from grader.judging.verdicts import judge_case
from grader.model.key import Case, Question
from grader.model.transcript import Returned
from grader.reports import plots
from grader.reports.plots import data_uri, drawable, picture, show_run
from grader.reports.render import NoPicture

pytest.importorskip("matplotlib")


def question() -> Question:
    return small_class.key().questions[0]


def wrong(case: int, rule=shrinking) -> tuple[Case, Verdict]:
    asked = question().cases[case]
    return asked, judge_case(question(), asked, transcript(rule=rule).calls[asked.id])


def changed(case: int, rows=slice(None), weights=lambda w: w, costs=lambda c: c) -> tuple[Case, Verdict]:
    asked = question().cases[case]
    right = {k: np.array(v[:-1]) for k, v in asked.expected.items()}
    answer = {"weights": weights(right["weights"])[rows], "costs": costs(right["costs"])[rows]}
    return asked, judge_case(question(), asked, Returned(small_class.pair(answer)))


WILD = [
    lambda w: w * 1e300, lambda w: w + 1e12 * np.arange(len(w)).reshape(-1, *[1] * (w.ndim - 1)),
    lambda w: np.where(np.arange(len(w)).reshape(-1, *[1] * (w.ndim - 1)) > 3, np.nan, w), lambda w: w * np.inf,
    lambda w: w * 0, lambda w: np.full_like(w, 7.0),
]  # fmt: skip


@pytest.mark.parametrize("case", [0, 1, 2])
def test_a_picture_is_small_enough_for_a_sanitised_page(case):
    """Notebooks and Gradescope get it as a data URI inside a text that is cut at 100,000 characters."""
    assert len(data_uri(picture(*wrong(case)))) <= 20_000


@pytest.mark.parametrize("case", [0, 1, 2])
@pytest.mark.parametrize("format", ["png", "svg"])
def test_the_same_run_gives_the_same_bytes(case, format):
    """Reports are compared and cached: a date or a random id would make every one differ."""
    assert picture(*wrong(case), format=format) == picture(*wrong(case), format=format)


def test_an_svg_fetches_nothing_and_has_no_script():
    """It stands in pages that promise to load nothing; the names of XML's own formats are not addresses to fetch."""
    svg = picture(*wrong(1), format="svg").decode()
    assert "<script" not in svg and "<image" not in svg and 'href="http' not in svg.replace("xlink:href", "href")
    assert "<dc:date>" not in svg


def test_a_png_is_400_pixels_wide_or_sharper_and_has_few_colours():
    """Sharper for screens of high density; a palette is what keeps it small."""
    from PIL import Image

    image = Image.open(io.BytesIO(picture(*wrong(0))))
    assert image.width >= 400 and image.mode == "P" and len(image.getcolors()) <= 16


@pytest.mark.parametrize("case", [0, 1, 2])
@pytest.mark.parametrize("wild", range(len(WILD)))
def test_no_run_is_too_wild_to_draw(case, wild):
    """inf, nan and 1e300 are what divergence gives: they must neither stop the report nor squeeze the right run."""
    asked, found = changed(case, weights=WILD[wild])
    if drawable(asked, found):
        assert len(data_uri(picture(asked, found))) <= 20_000
        assert "part at step" in plots.alt(asked, found)


@pytest.mark.parametrize("rows", [slice(1, None), slice(None, -1), slice(0, 1), [0, 0, *range(1, K + 1)], slice(2, 4)])
def test_histories_of_any_length_are_drawn(rows):
    """A missing first or last entry is the commonest mistake of all."""
    asked, found = changed(1, rows=rows)
    assert picture(asked, found)


def test_a_right_run_is_not_drawn_beside_itself():
    asked = question().cases[1]
    found = judge_case(question(), asked, transcript().calls[asked.id])
    assert not drawable(asked, found)
    with pytest.raises(NoPicture):
        picture(asked, found)


def test_the_first_wrong_step_is_the_verdicts():
    """The ring, the table and the sentence must name the same step."""
    asked, found = wrong(1)
    assert f"part at step {found.outcome.step}." in plots.alt(asked, found)


def test_step_lengths_are_drawn_where_the_right_ones_follow_a_plain_rule():
    """For alpha/k they show 1, 1/2, 1/3 at a glance; where only the start is wrong they would say nothing."""
    shown = plots._lengths(plots._Runs.of(*wrong(0)))
    assert shown is not None and np.allclose(shown[1][:3], [1, 1 / 2, 1 / 3], rtol=1e-4)
    assert plots._lengths(plots._Runs.of(*changed(0, weights=lambda w: w + 0.1))) is None


def test_right_weights_with_wrong_costs_leave_the_paths_out():
    """Two paths that coincide are no news."""
    assert not plots._Runs.of(*changed(1, costs=lambda c: c + 1)).paths


def test_a_student_s_style_and_backend_stay_as_they_are():
    """Drawing happens in the student's own kernel: rcParams that leak would change every later figure."""
    import matplotlib

    with matplotlib.rc_context({"font.size": 31, "lines.linewidth": 9, "text.usetex": False}):
        before, first = dict(matplotlib.rcParams), picture(*wrong(0))
        assert dict(matplotlib.rcParams) == before
    assert first == picture(*wrong(0))


def test_importing_plots_does_not_import_matplotlib():
    """Gradescope's smallest machine pays 0.7 s for it: only a picture is worth that."""
    code = "import sys, grader.reports.plots, grader.reports.html\n"
    code += "sys.exit(bool({'matplotlib', 'jax'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_matplotlib_the_reason_is_a_sentence(monkeypatch):
    """The extra is not installed everywhere; the text has to say why there is no picture."""
    real = builtins.__import__

    def without(name, *rest, **more):
        if name.split(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NoPicture, match="pip install matplotlib"):
        picture(*wrong(0))


def test_show_run_draws_any_run_of_one_two_or_three_coordinates():
    """For exploring, as the lecture draws it: lists and arrays, points as numbers or arrays."""
    runs = [([2.0, 1.0, 0.5], lambda w: w**2), ([[2.0, 1.0], [1.0, 0.2]], lambda w: w[0] ** 2 + w[1] ** 2),
            (np.ones((4, 3)), lambda w: sum(w))]  # fmt: skip
    for run, g in runs:
        figure = show_run(g, run)
        assert len(figure.axes) == 2 and figure._repr_png_().startswith(b"\x89PNG")


def test_show_run_of_nothing_is_a_sentence():
    with pytest.raises(NoPicture, match="one point per step"):
        show_run(lambda w: w, [])


def test_figure_is_of_the_first_wrong_run_and_else_of_the_first():
    """What `check("adam").plot()` shows."""
    for found in (transcript(), transcript(rule=shrinking)):
        report, _ = small_class.judged(found)
        assert plots.figure(small_class.key(), found, report)._repr_png_()
    unread = replace(transcript(), definitions={})
    with pytest.raises(NoPicture):
        plots.figure(small_class.key(), unread, small_class.judged(unread)[0])


@pytest.mark.slow
def test_every_known_mistake_has_a_picture_that_is_small_enough():
    """The real assignment, which takes half a minute to compile: the first wrong case of one mistake in eight."""
    from pathlib import Path

    pytest.importorskip("jax")
    from grader.authoring.assignment import load
    from grader.authoring.compiler import compile

    key = compile(load(Path(__file__).parents[2] / "assignments" / "first_order"))
    drawn = 0
    for asked in key.questions:
        for mistake in asked.mistakes[::8] if asked.returns == "histories" else ():
            for case in (case for case in asked.cases if not case.hidden):
                answer = mistake.answers[case.id]
                rows = slice(None) if mistake.whole else slice(case.steps + 1)
                call = Returned(small_class.pair({k: np.asarray(v)[rows] for k, v in answer.items()}))
                if drawable(case, found := judge_case(asked, case, call)):
                    assert len(data_uri(picture(case, found))) <= 20_000, (mistake.id, case.id)
                    drawn += 1
                    break
    assert drawn > 20


@pytest.mark.parametrize(("wrong_at", "drawn"), [(0, 25), (5, 48), (700, 1001)])
def test_of_a_long_history_of_costs_the_part_is_drawn_where_it_goes_wrong(wrong_at, drawn):
    """On an axis of a thousand steps a difference at the first of them is a line one pixel wide."""
    right = 0.9 ** np.arange(1002.0)
    case = Case("c.1", "", False, 1.0, {}, {"weights": right, "costs": right}, {"costs": np.full(1001, 1e-9)})
    mine = right[:-1] + 0.1 * (np.arange(1001) >= wrong_at)
    runs = plots._Runs.of(case, {"costs": mine})
    assert (runs.wrong, len(runs.paid), len(runs.costs)) == (wrong_at, drawn, drawn)
    assert plots.picture(case, {"costs": mine})
