"""Figures of a notebook: decoded apart, shown as images alone; what is broken or hostile is refused in a sentence."""

from __future__ import annotations

import base64
import io
import json
import time
import zlib
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from support.small_results import PLOT, figure_notebook

from grader.judging.judge import judge
from grader.model.figures import figures_of
from grader.model.key import Key
from grader.model.transcript import parse_transcript
from grader.reports.student_page import student_page, student_pages
from grader.sandbox.picture_decoding import figure_of
from grader.sandbox.transcribe import transcribe

KEY = Key("plots", "Plots", "instructor", (PLOT,))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'
LAUGHS = '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + SVG.format("<text>&b;</text>")


def encoded(form: str, size: tuple[int, int] = (30, 20), frames: int = 1) -> str:
    pictures = [Image.new("RGB", size, (40 * n, 0, 0)) for n in range(frames)]
    file = io.BytesIO()
    pictures[0].save(file, form, **({"save_all": True, "append_images": pictures[1:]} if frames > 1 else {}))
    return base64.b64encode(file.getvalue()).decode()


def bomb() -> str:
    """A PNG of a few kilobytes that says it has 900 million pixels."""
    data = bytearray(base64.b64decode(encoded("PNG")))
    data[16:24] = (30_000).to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return base64.b64encode(bytes(data)).decode()


def seen(tmp_path, *pictures):
    """The transcript, read back from its text, and the figures of a notebook that holds these pictures."""
    path = tmp_path / "hw.ipynb"
    path.write_text(figure_notebook(*pictures), encoding="utf-8")
    transcript = parse_transcript(transcribe(path, KEY).to_json())
    return transcript, figures_of(transcript.calls["plot-0"].value)


PICTURES = [  # media type, data, how what is shown begins, what is said of it
    ("image/png", encoded("PNG"), b"\x89PNG", ""),
    ("image/jpeg", encoded("JPEG"), b"\x89PNG", ""),
    ("image/gif", encoded("GIF", frames=3), b"\x89PNG", "it moves, and its first picture is shown"),
    ("image/png", encoded("PNG", frames=3), b"\x89PNG", "it moves, and its first picture is shown"),
    ("image/svg+xml", SVG.format('<circle r="4"/><metadata><x/></metadata>'), b"<svg", ""),
    ("image/svg+xml", '<?xml version="1.0" encoding="utf-7"?>' + SVG.format("<text>w\u2080</text>"), b"<svg", ""),
    ("image/png", "iVBORw0KGgo!", b"", "it is no PNG: its data are damaged"),
    ("image/png", encoded("PNG")[:60], b"", "it is no PNG that can be read"),
    ("image/png", encoded("JPEG"), b"", "it is no PNG that can be read"),
    ("image/png", bomb(), b"", "it has 30,000 x 30,000 pixels, and at most 40,000,000 are read"),
    ("image/png", "A" * 50_000_000, b"", "it has 50.0 MB, which is too much"),
    ("image/svg+xml", SVG.format("<script>alert(1)</script>"), b"", "it is an SVG with <script>"),
    ("image/svg+xml", SVG.format("<foreignObject/>"), b"", "it is an SVG with <foreignObject>"),
    ("image/svg+xml", SVG.format('<rect onload="alert(1)"/>'), b"", "it is an SVG with a program in 'onload'"),
    ("image/svg+xml", SVG.format('<image xlink:href="http://x/y.png"/>'), b"", "would load something from elsewhere"),
    ("image/svg+xml", SVG.format('<use href="javascript:alert(1)"/>'), b"", "would load something from elsewhere"),
    ("image/svg+xml", SVG.format("<style>@import 'http://x/'</style>"), b"", "would load something from elsewhere"),
    ("image/svg+xml", SVG.format('<rect fill="url(http://x/)"/>'), b"", "would load something from elsewhere"),
    ("image/svg+xml", SVG.format(r'<rect style="fill:\75rl(http://x/)"/>'), b"", "would load something from elsewhere"),
    ("image/svg+xml", LAUGHS, b"", "it is an SVG with entities of its own"),
    ("image/svg+xml", "<html><script>alert(1)</script></html>", b"", "it is no SVG"),
    ("image/svg+xml", "<svg", b"", "its text is damaged"),
]  # fmt: skip


@pytest.mark.parametrize("first", range(0, len(PICTURES), 7))
def test_a_picture_is_shown_or_refused_with_a_sentence(tmp_path, first):
    pictures = PICTURES[first : first + 7]
    transcript, figures = seen(tmp_path, *({media_type: data} for media_type, data, _, _ in pictures))
    (report,) = judge(KEY, transcript).questions
    for figure, (_, _, begins, note) in zip(figures, pictures, strict=True):
        assert figure.data.startswith(begins) and bool(figure.data) == bool(begins), note
        assert note in figure.note and bool(note) == bool(figure.note) and note in report.message
    shown = sum(bool(begins) for _, _, begins, _ in pictures)
    assert report.status == "manual" and f"{shown} figure" in report.message


def test_the_best_of_each_output_counts_and_no_more_than_eight(tmp_path):
    both = {"image/svg+xml": SVG.format(""), "image/png": encoded("PNG"), "text/plain": "<Figure>"}
    _, figures = seen(tmp_path, *[both] * 11)
    assert [figure.data[:4] for figure in figures] == [b"\x89PNG"] * 8 + [b""]
    assert figures[-1].note == "there are more pictures than are shown"


def test_what_its_author_wrote_counts_for_staff_without_a_picture_too(tmp_path):
    """The outputs were cleared: staff see the program, and the author how to hand in the figure."""
    transcript, figures = seen(tmp_path)
    (report,) = judge(KEY, transcript).questions
    assert figures == () and report.status == "manual"
    assert "has 0 figures here" in report.message and "run these cells, save, and hand in the .ipynb" in report.message
    empty = judge(KEY, transcribe(tmp_path / "none.ipynb", KEY))
    assert empty.status == "ungradable"


def test_a_figure_is_an_image_of_the_page_and_its_content_never_markup(tmp_path):
    """The same on staff's page and on the student's, whose sentence says how many there are."""
    hostile = {"image/svg+xml": SVG.format("<text>&lt;b onclick='x'&gt;marker-of-ours</text>")}
    transcript, _ = seen(tmp_path, {"image/png": encoded("PNG")}, hostile)
    report = judge(KEY, transcript)
    pages = [
        student_page(KEY.for_students(), transcript, judge(KEY.for_students(), transcript)),
        *student_pages(KEY, transcript, report, ["published", "staff"]),
    ]
    for page in pages:
        assert page.count('<img src="data:image/') == 2 and "marker-of-ours" not in page
        assert "2 figures" in page and 'alt="Figure 2 of 2 below the cell of plot"' in page


def test_a_picture_costs_no_other_one_and_no_other_question(tmp_path, monkeypatch):
    """A decoder that hangs ends with its own picture."""
    monkeypatch.setattr("grader.sandbox.picture_decoding.WALL_SECONDS", 3.0)
    monkeypatch.setattr("grader.sandbox.picture_decoding.MAX_ANSWER", 2_000)
    noise = np.random.default_rng(0).integers(0, 255, (60, 60, 3), dtype=np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    large = base64.b64encode(file.getvalue()).decode()
    began = time.monotonic()
    _, figures = seen(tmp_path, {"image/png": large}, {"image/png": encoded("PNG")})
    assert [bool(figure.data) for figure in figures] == [False, True] and time.monotonic() - began < 20
    assert figures[0].note == "reading it took too much time or memory"


def test_a_machine_that_cannot_decode_costs_nobody_a_point(tmp_path, monkeypatch):
    def broken():
        raise OSError("no room")

    monkeypatch.setattr("grader.sandbox.picture_decoding._start", broken)
    path = tmp_path / "hw.ipynb"
    path.write_text(figure_notebook({"image/png": encoded("PNG")}), encoding="utf-8")
    (report,) = judge(KEY, transcribe(path, KEY)).questions
    assert report.status == "could_not_check" and "no room" in report.note


def test_nbformat_3_has_its_pictures_beside_their_kind(tmp_path):
    cell = {"cell_type": "code", "input": "plot = 1", "outputs": [{"output_type": "pyout", "png": encoded("PNG")}]}
    (tmp_path / "hw.ipynb").write_text(json.dumps({"nbformat": 3, "worksheets": [{"cells": [cell]}]}))
    call = transcribe(tmp_path / "hw.ipynb", replace(KEY)).calls["plot-0"]
    assert [figure.data[:4] for figure in figures_of(call.value)] == [b"\x89PNG"]


@pytest.mark.parametrize("answer", [b"", b"{", b"[]\n", b"3\n", b'{"note": 1, "data": 4}\n', b'{"data": "?"}\n'])
def test_a_forged_answer_of_the_process_is_no_picture(answer):
    """A picture that takes over its decoder can write anything; the other questions must be graded all the same."""
    assert figure_of(answer).data == b""
