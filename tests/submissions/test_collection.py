"""What platforms export is read as they wrote it; what a student put there to harm is refused in a sentence."""

from __future__ import annotations

import io
import json
import os
import re
import stat
import struct
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support.rows import few
from support.tables import read_written

from grader.course.gradebook.gradebook import Gradebook
from grader.course.gradebook.rows import Record
from grader.extraction import notebook
from grader.submissions import archives
from grader.submissions.archives import UnpackingFailed
from grader.submissions.collection import ArchiveLimits, BadInput, Person, Submission, find_submissions
from grader.submissions.entries import is_junk
from grader.submissions.file_choice import choose_file, digest_files

NB = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "def adam(g):\n    return g + 1"}]})

GRADESCOPE = read_written(__file__, "collection_gradescope.yml")

EXPORTS = {
    "gradescope": {
        "assignment_7_export/submission_metadata.yml": GRADESCOPE,
        "assignment_7_export/submission_101/hw.ipynb": NB,
        "assignment_7_export/submission_101/.ipynb_checkpoints/hw-checkpoint.ipynb": NB,
        "assignment_7_export/submission_102/aufgabe ü.ipynb": NB,
        "assignment_7_export/submission_102/notes.pdf": "x",
        "__MACOSX/assignment_7_export/._submission_metadata.yml": "x",
        "assignment_7_export/.DS_Store": "x",
    },
    "canvas": {
        "doejane_11_901_hw.ipynb": NB,
        "doejane_11_905_hw-1.ipynb": NB,
        "doejane_11_907_hw-2.ipynb": NB,
        "müllerjörg_LATE_12_902_hw.ipynb": NB,
        "LATE_anon_aB9_903_hw.ipynb": NB,
        "anon_x7_904_hw.ipynb": NB,
        "roejoe_15_906_text.html": "<p>hi</p>",
        "roejoe_15_908_my_file_2.ipynb": NB,
    },
    "moodle": {
        "Jane Doe_21_assignsubmission_file_/hw.ipynb": NB,
        "Jane Doe_21_assignsubmission_onlinetext_/onlinetext.html": "x",
        "Jörg Müller_22_assignsubmission_file/sub/hw.ipynb": NB,
        "Participant_23_assignsubmission_file_hw.ipynb": NB,
        "Group 1_24_assignsubmission_file_/hw.ipynb": NB,
        "Default group_assignsubmission_file_/hw.ipynb": NB,
        "Text Only_26_assignsubmission_onlinetext_onlinetext.html": "x",
    },
    "folder": {
        "s01/hw.ipynb": NB,
        "s01/helpers.py": "def adam(g):\n    pass",
        "s02.ipynb": NB,
        "s03_final_version.ipynb": NB,
        "hw1_alice.ipynb": NB,
        "hw1_bob.ipynb": NB,
        "s04/report.pdf": "x",
        "__MACOSX/s02.ipynb": NB,
    },
}


def written(kind: str, files: dict[str, str | bytes], where: Path) -> Path:
    """The files as an export zip or as a folder."""
    if kind == "zip":
        path = where / "export.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return path
    root = where / "export"
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def submissions_by_id(kind: str, layout: str, tmp_path: Path, roster: Path | None = None) -> dict[str, Submission]:
    every = find_submissions([written(kind, EXPORTS[layout], tmp_path)], roster, into=tmp_path / "unpacked")
    assert {s.layout for s in every} == {layout}
    assert all(path.read_bytes() == NB.encode() for s in every for path in s.files if path.suffix == ".ipynb")
    return {s.id: s for s in every}


@pytest.fixture
def collected(tmp_path) -> Callable[..., list[Submission]]:
    """`collected(files, "folder", ...)`: the submissions among these files, which are a zip by default."""

    def collect(files: dict[str, str | bytes], kind: str = "zip", **how: Any) -> list[Submission]:
        return find_submissions([written(kind, files, tmp_path)], into=tmp_path / "unpacked", **how)

    return collect


both = pytest.mark.parametrize("kind", ["zip", "folder"])


@both
def test_a_gradescope_export_gives_groups_with_their_own_numbers_as_text(kind, tmp_path):
    """YAML would read 0201 as an octal number, and Ruby's symbols keep their colon."""
    every = submissions_by_id(kind, "gradescope", tmp_path)
    assert every["101"].people == (Person("0200", "Pair Öne", "one@example.edu"), Person("0201", "Pair Two", ""))
    assert every["101"].submitted_at.startswith("2023-09-21 10:00:00")
    assert len(every["101"].files) == len(every["102"].files) == 1
    assert every["103"].reason.startswith("There is no notebook")


@both
def test_a_canvas_export_takes_the_newest_and_says_who_was_late(kind, tmp_path):
    every = submissions_by_id(kind, "canvas", tmp_path)
    assert set(every) == {"11", "12", "anon_aB9", "anon_x7", "15"}
    assert {key for key, s in every.items() if s.late} == {"12", "anon_aB9"}
    assert len(every["11"].files) == 1 and "newest of 3" in every["11"].note
    assert every["11"].people == (Person("11", "doejane"),)
    assert len(every["15"].files) == 1, "the typed text is no file"


def test_of_three_files_by_one_name_the_last_resubmission_is_read(collected):
    files = {f"doejane_11_90{n}_hw{again}.ipynb": f"{n}" for n, again in ((1, "-2"), (2, ""), (3, "-1"))}
    (submission,) = collected(files, "folder")
    assert submission.files[0].read_text() == "1"


@both
def test_a_moodle_export_is_read_in_both_layouts(kind, tmp_path):
    every = submissions_by_id(kind, "moodle", tmp_path)
    assert set(every) == {"21", "22", "23", "24", "Default group", "26"}
    assert every["22"].people == (Person("22", "Jörg Müller"),)
    assert every["23"].people == (Person("23", ""),), "blind marking"
    assert every["26"].reason.startswith("There is no notebook")


@both
def test_a_folder_is_read_by_the_names_in_it(kind, tmp_path):
    """`hw1_alice` and `hw1_bob` are two students: taking `hw1` for an id would lose one of them."""
    every = submissions_by_id(kind, "folder", tmp_path)
    assert set(every) == {"s01", "s02", "s03_final_version", "hw1_alice", "hw1_bob", "s04"}
    assert "only report.pdf" in every["s04"].reason


def test_results_among_the_submissions_are_no_submission(tmp_path):
    """`grader grade .` writes its results beside the notebooks; run again, it must not find a student `results`."""
    (tmp_path / "s01.ipynb").write_text(NB)
    (tmp_path / "results" / "students").mkdir(parents=True)
    (tmp_path / "results" / "gradebook.sqlite").write_bytes(b"SQLite format 3\0 and more")
    assert [s.id for s in find_submissions([tmp_path])] == ["s01"]


def test_a_roster_tells_which_part_of_a_name_is_the_id(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("ID;Email;Name\nhw1;h@x.edu;Hanna\n s03 ;s@x.edu;Şule\n", encoding="utf-8-sig")
    every = submissions_by_id("folder", "folder", tmp_path, roster)
    assert every["s03"].people == (Person("s03", "Şule", "s@x.edu"),)
    assert len(every["hw1"].files) == 2


@pytest.mark.parametrize(("layout", "submission_id"), [("canvas", "11"), ("moodle", "21")])
def test_a_roster_finds_people_by_the_name_that_a_platform_writes(layout, submission_id, tmp_path):
    """Canvas writes "Doe, Jane" as doejane."""
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name,email\nj1,Jane Doe,j@x.edu\n", encoding="utf-8")
    assert submissions_by_id("zip", layout, tmp_path, roster)[submission_id].people == (
        Person("j1", "Jane Doe", "j@x.edu"),
    )


def test_two_people_of_one_name_are_not_guessed_between(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name,email\nj1,Jane Doe,a@x\nj2,Jane Doe,b@x\n", encoding="utf-8")
    assert submissions_by_id("zip", "moodle", tmp_path, roster)["21"].people == (Person("21", "Jane Doe"),)


def test_a_name_that_two_hand_in_under_is_nobodys(tmp_path):
    """Whoever calls himself as another student does in Canvas would hand in for them."""
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name,email\nb1,Bob Smith,b@x\nj1,Jane Doe,j@x\n", encoding="utf-8")
    for name in ("smithbob_12_1", "smithbob_66_2", "doejane_13_3"):
        (tmp_path / "class").mkdir(exist_ok=True)
        (tmp_path / "class" / f"{name}_hw.ipynb").write_text(NB)
    found = {s.id: s for s in find_submissions([tmp_path / "class"], roster)}
    assert [found[n].people[0].id for n in ("12", "66", "13")] == ["12", "66", "j1"]
    assert all("bear the name 'smithbob'" in found[n].note for n in ("12", "66")) and not found["13"].note
    again = find_submissions([tmp_path / "class/doejane_13_3_hw.ipynb", tmp_path / "class"], roster)
    assert [s.people[0].id for s in again if s.layout == "canvas"] == ["12", "j1", "66"]


@pytest.mark.parametrize("text", ["name,email\na,b\n", "", b"\xff\xfe\x00"])
def test_a_roster_that_cannot_be_used_is_answered(text, tmp_path):
    (tmp_path / "r.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadInput, match="roster"):
        find_submissions([], tmp_path / "r.csv")


def test_a_path_that_is_not_there_is_answered(tmp_path):
    with pytest.raises(BadInput, match="no file or folder"):
        find_submissions([tmp_path / "nothing"])


def test_ids_that_come_twice_are_told_apart(tmp_path):
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "s1.ipynb").write_text(NB)
    every = find_submissions([tmp_path / "a", tmp_path / "b"])
    assert [s.id for s in every] == ["s1", "s1@b"] and "Another submission" in every[1].note


def test_metadata_that_cannot_be_read_cost_names_and_no_submission(collected):
    files = EXPORTS["gradescope"] | {"assignment_7_export/submission_metadata.yml": "a: [" * 5000}
    every = collected(files)
    assert [s.id for s in every] == ["101", "102"] and all("cannot be read" in s.note for s in every)


# --- hostile zips ---


def inner(files: dict[str, bytes | str], **how) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name) if how.get("plain") else name, text)
    return data.getvalue()


def linked() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        info = zipfile.ZipInfo("hw.ipynb")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    return data.getvalue()


def encrypted() -> bytes:
    data = bytearray(inner({"hw.ipynb": NB}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        start = data.find(mark)
        data[start + at] |= 1
    return bytes(data)


def lying() -> bytes:
    """A directory that claims 10 bytes for a member of 100 MB."""
    data = bytearray(inner({"hw.ipynb": b"0" * 100_000_000}))
    struct.pack_into("<I", data, data.find(b"PK\1\2") + 24, 10)
    return bytes(data)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "dots": lambda: inner({"../../evil.ipynb": NB}),
    "absolute": lambda: inner({"/tmp/evil.ipynb": NB}),
    "drive": lambda: inner({"C:\\evil.ipynb": NB}),
    "NUL": lambda: inner({"@evil.ipynb": NB}).replace(b"@evil", b"\0evil"),
    "backslashes": lambda: inner({"..\\evil.ipynb": NB}),
    "link": linked,
    "encrypted": encrypted,
    "truncated": lambda: inner({"hw.ipynb": NB * 50})[:-40],
    "cut in the middle": lambda: inner({"hw.ipynb": os.urandom(4000)})[:2000],
    "not a zip": lambda: b"hello",
    "empty": lambda: b"",
    "bomb": lambda: inner({"hw.ipynb": b"0" * 60_000_000}),
    "too large": lambda: inner({"hw.ipynb": b"0" * 70_000_000}),
    "lying": lying,
    "many": lambda: inner({f"{n}.txt": "" for n in range(3_000)}),
    "zip in the zip": lambda: inner({"hw.zip": inner({"hw.ipynb": NB})}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_costs_its_own_submission_alone(name, tmp_path):
    """Otter calls extractall on these (`zips: true`): files land outside the folder and disks fill."""
    files = {"good/hw.zip": inner({"hw.ipynb": NB}), "bad/hw.zip": HOSTILE[name]()}
    bad, good = find_submissions([written("folder", files, tmp_path)], into=tmp_path / "deep" / "er" / "u")
    assert good.files[0].read_text() == NB and "in a zip" in good.note and not good.reason
    assert not bad.files and len(bad.reason) > 20 and bad.reason[-1] in ".?!", bad.reason
    assert not list(tmp_path.rglob("evil*")) and not Path("/tmp/evil.ipynb").exists()


def test_what_lies_in_hidden_folders_of_a_zip_is_not_counted(collected):
    """A zip of a project with its environment was refused: it lists more files than a student may hand in."""
    project = {f"hw/.venv/lib/m{n}.py": "" for n in range(2_500)} | {"hw/hw.ipynb": NB}
    files = {"s1/hw.zip": inner(project), "s2/hw.zip": inner({f"hw/m{n}.py": "" for n in range(2_500)})}
    first, second = collected(files, "folder")
    assert not first.reason and first.files[0].read_text() == NB
    assert "'hw.zip' holds more than 2,000 files. Hand in only the notebook." in second.reason


def test_a_list_of_more_members_than_a_zip_may_have_is_never_read(tmp_path):
    """Whatever it says of their number and its length: `zipfile` makes an object of each."""
    data = bytearray(inner({f".git/{n}": "" for n in range(20)}))
    struct.pack_into("<HH", data, data.rfind(b"PK\5\6") + 8, 1, 1)
    (tmp_path / "hw.zip").write_bytes(data)
    archives.check_directory(tmp_path / "hw.zip", 20)
    with pytest.raises(archives.ArchiveRefused, match="'hw.zip' holds more than 19 files"):
        archives.check_directory(tmp_path / "hw.zip", 19)


def test_of_another_archive_a_student_reads_what_to_hand_in(collected):
    (only,) = collected({"s1/hw.tar.gz": "\x1f"}, "folder")
    assert "only hw.tar.gz" in only.reason and "or a zip with it: other archives are not unpacked" in only.reason


def test_bad_members_of_an_export_cost_those_submissions_alone(collected):
    files = {"s1/hw.ipynb": NB, "../s2/hw.ipynb": NB, "s3/hw.ipynb": b"0" * 60_000_000}
    every = {s.id: s for s in collected(files)}
    assert every["s1"].files and not every["s1"].reason
    assert "leads out" in every["s2"].reason and "times its size" in every["s3"].reason


def test_an_export_that_is_too_large_stops_growing_on_the_disk(tmp_path):
    files = {f"s{n}.ipynb": os.urandom(1000) for n in range(5)}
    every = find_submissions(
        [written("zip", files, tmp_path)], into=tmp_path / "u", limits=ArchiveLimits(export_bytes=2500)
    )
    assert sum(not s.reason for s in every) == 2
    assert sum(p.stat().st_size for p in (tmp_path / "u").rglob("*.ipynb")) <= 2500


def test_an_export_that_is_no_zip_is_an_error_that_says_so(tmp_path):
    """One unreadable student and exit code 0 would look as if the class had handed in nothing."""
    (tmp_path / "export.zip").write_bytes(b"hello")
    with pytest.raises(BadInput, match=r"'export.zip' is not a zip .* Send it again"):
        find_submissions([tmp_path / "export.zip"])


def test_of_several_zips_on_the_command_line_a_bad_one_ends_no_other(tmp_path):
    (tmp_path / "s1.zip").write_bytes(b"hello")
    (tmp_path / "s2.zip").write_bytes(inner({"hw.ipynb": NB}))
    bad, good = sorted(find_submissions([tmp_path / "s1.zip", tmp_path / "s2.zip"]), key=lambda s: not s.reason)
    assert bad.id == "s1" and "not a zip" in bad.reason and good.files


@pytest.mark.skipif(sys.platform == "win32", reason="no links or pipes without rights")
def test_links_and_pipes_are_never_opened(tmp_path):
    """A pipe would wait for ever, a link would read the grader's own files."""
    for name in ("s1", "s2", "s3"):
        (tmp_path / "x" / name).mkdir(parents=True)
    (tmp_path / "x/s1/hw.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "x/s2/hw.ipynb")
    (tmp_path / "x/s3/folder.ipynb").symlink_to(tmp_path)
    every = find_submissions([tmp_path / "x"])
    assert [s.id for s in every] == ["s1", "s2", "s3"]
    assert all("link or a device" in s.reason and not s.files for s in every)
    assert digest_files([tmp_path / "x/s2/hw.ipynb"])


# --- nobody's file name decides for the class ---


def files_of(layout: str, numbers: range) -> dict[str, str]:
    """A class as a platform exports it, with one right notebook by each of these numbers."""
    if layout == "gradescope":
        listed = "\n".join(f"submission_{n}:\n  :submitters: []" for n in numbers)
        return {"submission_metadata.yml": listed} | {f"submission_{n}/hw.ipynb": NB for n in numbers}
    if layout == "classroom50":
        listed = "\n".join(f"{n},submit/{n},https://github.com/o/hw-{n}/commit/a,2026-10-01T10:00:00Z" for n in numbers)
        head = "username,submission_tag,review_url,datetime\n"
        return {"scores.csv": head + listed} | {f"cs-hw-1-{n}/hw.ipynb": NB for n in numbers}
    pattern = {"canvas": "name_{}_900_hw.ipynb", "moodle": "Name_{}_assignsubmission_file_/hw.ipynb"}
    return {pattern.get(layout, "{}.ipynb" if n % 2 else "{}/hw.ipynb").format(n): NB for n in numbers}


LAYOUTS = ("canvas", "moodle", "folder", "gradescope", "classroom50")
FIVE = {layout: files_of(layout, range(10, 15)) for layout in LAYOUTS}
STRANGE = [
    "x_assignsubmission_file_hw.ipynb", "x_99_assignsubmission_file_hw.ipynb", "submission_metadata.yml",
    "x/submission_metadata.yml", "x/x_99_assignsubmission_file_/hw.ipynb", "x_99_777_hw.ipynb",
    "submission_99/hw.ipynb", "scores.csv", "x/scores.csv", "x.pdf", "x/", "x y.ipynb",
]  # fmt: skip


def rows(paths: list[Path], into: Path) -> dict[str, tuple]:
    """Of each submission what is graded."""
    return {s.id: (bool(s.reason), [path.read_bytes() for path in s.files]) for s in find_submissions(paths, into=into)}


def test_what_does_not_fit_is_graded_by_itself_with_a_note(tmp_path):
    written("folder", FIVE["canvas"] | {"mine.ipynb": NB}, tmp_path)
    stray = next(s for s in find_submissions([tmp_path / "export"]) if s.id == "mine.ipynb")
    assert stray.files and stray.note == (
        "'mine.ipynb' does not fit the Canvas layout of the other files: it was read by itself."
    )


def test_a_list_of_gradescopes_in_a_students_folder_is_a_file_like_any(collected):
    """It came before the class's own list in the zip, and was taken for it."""
    text = "submission_10:\n  :submitters:\n  - :name: Somebody Else\n    :sid: '1'"
    files = {"submission_10/submission_metadata.yml": text} | FIVE["gradescope"]
    found = collected(files)
    assert len(found) > 1 and not any(submission.people for submission in found)


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_no_name_adds_a_line_to_what_staff_read(kind, tmp_path):
    """It could say that the class is graded, or that this student was excused."""
    export = written(kind, {"s1\n\u2028Excused/a\nRight.pdf": "x", "s2/hw.ipynb": NB, "s2/a\nb.ipynb": NB}, tmp_path)
    bad, good = find_submissions([export], into=tmp_path / "u")
    texts = [bad.reason, bad.note, bad.authors, bad.label, choose_file(good, ["adam"])[1]]
    assert not [text for text in texts if len(text.splitlines()) > 1]
    assert bad.reason.startswith("There is no notebook") and "a Right.pdf" in bad.reason


@pytest.mark.parametrize("kind", ["zip", "folder"])
def test_an_empty_folder_has_a_row_that_says_so(kind, tmp_path):
    export = written(kind, {"s1/hw.ipynb": NB, "s3/.DS_Store": "x"}, tmp_path)
    if kind == "zip":
        with zipfile.ZipFile(export, "a") as archive:
            archive.mkdir("s2") if hasattr(archive, "mkdir") else archive.writestr("s2/", "")
            archive.writestr("s3/", "")
    else:
        (export / "s2").mkdir()
    every = {s.id: s for s in find_submissions([export], into=tmp_path / "u")}
    assert set(every) == {"s1", "s2", "s3"}
    assert (
        every["s2"].reason
        == every["s3"].reason
        == ("This folder is empty, or holds only hidden files. Submit the notebook itself.")
    )


def test_two_students_whose_names_differ_only_in_case_are_two(tmp_path):
    with zipfile.ZipFile(tmp_path / "e.zip", "w") as archive:
        for name in ("Ann.ipynb", "ann.ipynb", "ANN/hw.ipynb"):
            archive.writestr(name, NB)
    assert [s.id for s in find_submissions([tmp_path / "e.zip"], into=tmp_path / "u")] == ["ANN", "Ann", "ann"]


def test_two_names_with_one_canvas_number_are_two_submissions(collected):
    """Who calls himself `x_10_901` on Canvas must not hand in for user 10."""
    files = FIVE["canvas"] | {"x_10_901_55_902_hw.ipynb": "mine"}
    every = {s.id: s for s in collected(files, "folder")}
    assert set(every) == {"10", "11", "12", "13", "14", "10@x"} and every["10"].files[0].read_text() == NB


def test_a_file_of_staffs_among_the_submissions_is_left_out_when_it_is_named(tmp_path):
    for name in ("hw.key", "roster.csv", "s1.ipynb"):
        (tmp_path / name).write_text("id\n" if name == "roster.csv" else NB)
    assert [s.id for s in find_submissions([tmp_path], tmp_path / "roster.csv", leave_out=[tmp_path / "hw.key"])] == [
        "s1"
    ]


@pytest.mark.parametrize(
    ("files", "is_graded"),
    [
        ({"s1/hw.ipynb": NB, "s1/gradebook.sqlite": "SQLite format 3\0"}, True),
        ({"s1/src/hw.ipynb": NB, "s1/gradebook.sqlite": "SQLite format 3\0"}, True),
        ({"s1/hw.tar.gz": "x", "s1/gradebook.sqlite": "x"}, False),
    ],
)
def test_a_student_who_hands_in_a_file_named_as_the_gradebook_has_a_row(files, is_graded, tmp_path):
    """A folder that was taken for results had none, not even one that says what is missing."""
    written("folder", files, tmp_path)
    assert [bool(s.files) for s in find_submissions([tmp_path / "export"])] == [is_graded]


@pytest.mark.parametrize("name", ["HW.PY", "hw.Py", "HW.IPYNB", "hw.py"])
def test_upper_and_lower_case_decide_nothing(name, tmp_path):
    """`HW.PY` was read as a notebook, and a classmate's equal `hw.py` got that verdict."""
    text = "def adam(g):\n    return 1" if "p" in name.lower()[-2:] and "ipynb" not in name.lower() else NB
    (tmp_path / name).write_text(text)
    (submission,) = find_submissions([tmp_path])
    assert len(notebook.read(submission.files[0])) == 1


QUARTO = "---\ntitle: hw\n---\n```{python}\ndef adam(g):\n    return 1\n```\n"


@pytest.mark.parametrize(
    ("files", "graded"),
    [
        ({"hw.qmd": QUARTO}, ["hw.qmd"]),
        ({"hw.qmd": QUARTO, "README.md": "# Read me"}, ["hw.qmd"]),
        ({"hw.md": QUARTO}, ["hw.md"]),
        ({"README.md": QUARTO, "hw.zip": inner({"hw.Rmd": QUARTO, "notes.md": "# N"})}, ["hw.Rmd"]),
        ({"hw.zip": inner({"hw.md": QUARTO})}, ["hw.md"]),
    ],
)
def test_text_in_markdown_is_read_where_there_is_nothing_else(files, graded, tmp_path):
    """A Quarto document is a notebook by its name; a README beside one is none."""
    (tmp_path / "in" / "ada").mkdir(parents=True)
    for name, content in files.items():
        (tmp_path / "in" / "ada" / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (submission,) = find_submissions([tmp_path / "in"], into=tmp_path / "out")
    assert [path.name for path in submission.files] == graded
    assert len(notebook.read(submission.files[0])) == 1


METHODS = {"bzip2": zipfile.ZIP_BZIP2, "LZMA": zipfile.ZIP_LZMA, "zstd": 93, "Deflate64": 9}


@pytest.mark.parametrize("where", ["in the export", "in a student's zip"])
@pytest.mark.parametrize("method", few(METHODS))
def test_a_member_packed_by_a_method_without_bounds_is_never_unpacked(method, where, collected, tmp_path):
    """2.4 kB of bzip2, whose header said 1,000 bytes, became 6.3 GB in the grader."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("bad/hw.ipynb", "0" * 10_000_000, METHODS[method] if METHODS[method] in (12, 14) else 8)
        archive.writestr("good/hw.ipynb", NB, zipfile.ZIP_DEFLATED)
    packed = bytearray(data.getvalue())
    start = packed.find(b"PK\1\2")
    struct.pack_into("<H", packed, start + 10, METHODS[method])
    struct.pack_into("<I", packed, start + 24, 1000)  # what it says it unpacks to
    if where == "in the export":
        (tmp_path / "e.zip").write_bytes(packed)
        bad, good = find_submissions([tmp_path / "e.zip"], into=tmp_path / "u")
    else:
        files = {"bad/hw.zip": bytes(packed), "good/hw.ipynb": NB}
        bad, good = collected(files)
    assert good.files and not bad.files
    assert "packed by a method" in bad.reason and "Make the zip again with the ordinary method" in bad.reason


LONG = "\N{GRINNING FACE}" * 250


@pytest.mark.parametrize(
    "name", [f"{LONG}.ipynb", f"{'x' * 5000}.ipynb", f"{'d/' * 9000}hw.ipynb", "con.ipynb", "a\x01\x7fb.py"]
)
def test_a_name_that_no_file_can_have_costs_nobody_anything(name, collected):
    """Names are bounded in bytes: 250 characters were 1,000 bytes, and nobody was graded."""
    files = {"s1/hw.zip": inner({name: NB}), f"s2/{name}": NB, name: NB, "s3/hw.ipynb": NB}
    every = collected(files)
    assert {"s1", "s2", "s3"} <= {s.id for s in every} and len(every) == 4
    assert all(s.files and len(s.id.encode()) <= 100 for s in every), [s.reason for s in every]
    assert all(notebook.file_kind(s.files[0].name) == notebook.file_kind(name[-9:]) for s in every if s.id != "s3")


def test_one_who_fills_what_the_class_may_unpack_costs_nobody_who_is_smaller(collected):
    """The small ones are unpacked first, and each has a share of its own."""
    files: dict[str, str | bytes] = {f"bad/{n}.py": os.urandom(900) for n in range(9)}
    files |= {f"s{n}/hw.ipynb": NB for n in range(5)}
    limits = ArchiveLimits(export_bytes=4_000, student_bytes=3_000)
    every = {s.id: s for s in collected(files, limits=limits)}
    assert all(every[f"s{n}"].files for n in range(5))
    assert len(every["bad"].files) == 3 and "too large" in every["bad"].note


def test_what_is_refused_when_it_is_read_counts_too(monkeypatch, collected):
    """2,000 entries over one member, or with a false checksum, unpacked hundreds of gigabytes out of 500 kB."""
    work = list[int]()  # bytes that each member may unpack to
    content = vars(archives)["_content"]
    monkeypatch.setattr(archives, "_content", lambda *a: (work.append(min(a[1].file_size, a[2])), content(*a))[1])
    damaged = bytearray(inner({f"{n}.ipynb": b" " * 2_000 for n in range(300)}))
    for member in re.finditer(b"PK\1\2", damaged):
        damaged[member.start() + 16 : member.start() + 20] = bytes(4)
    large = inner({f"{n}.ipynb": b" " * 1_999 for n in range(300)})
    files = {"bad/hw.zip": bytes(damaged), "large/hw.zip": large, "s1/hw.ipynb": NB}
    limits = ArchiveLimits(student_bytes=5_000 + len(damaged))
    every = {s.id: s for s in collected(files, limits=limits)}
    assert sum(work) <= 3 * limits.student_bytes and every["s1"].files
    assert "damaged" in every["bad"].reason and "too large" in every["large"].note


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_name_that_is_no_unicode_is_graded_and_written_to_the_gradebook(tmp_path):
    (tmp_path / "x").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "x") + b"/s\xff.ipynb")).write_text(NB)
    (tmp_path / "x" / "s2.ipynb").write_text(NB)
    with Gradebook(tmp_path / "gradebook.sqlite") as book:
        for submission in find_submissions([tmp_path / "x"]):
            book.put(Record(submission, "digest", "{}", "{}", questions="a"))
        every = book.submissions()
    assert len(every) == 2 and all(s.files[0].read_text() == NB for s in every.values())


def test_a_disk_that_takes_nothing_is_nobodys_fault(tmp_path):
    """A row would say of honest work that it cannot be graded."""
    (tmp_path / "full").write_text("a file where the folder should be")
    with pytest.raises(UnpackingFailed, match="(?s)full.*not a directory.*run the same command again"):
        find_submissions([written("zip", {"s1/hw.ipynb": NB}, tmp_path)], into=tmp_path / "full")


# --- whatever the names are ---

pieces = st.sampled_from(
    ["x", "hw.ipynb", "HW.PY", "..", "", ".", "é", "e\u0301", "\0", "~", "12_34_a.ipynb", "a.zip"]
) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\\"), max_size=6)
strange_names = st.lists(pieces, min_size=1, max_size=3).map("/".join) | st.sampled_from(STRANGE)
contents = st.sampled_from([NB, "", "x = 1", "PK"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(sorted(FIVE)), st.dictionaries(strange_names, contents, max_size=1), st.data())
def test_every_entry_ends_in_one_row_and_changes_no_other(tmp_path_factory, layout, strange, data):
    """Ten honest entries of a layout and a strange one, in any order."""
    where = tmp_path_factory.mktemp("zip")
    honest = files_of(layout, range(10, 20))
    strange = {zipfile.ZipInfo(name).filename: text for name, text in strange.items()}  # ends at a NUL
    new = {name: text for name, text in strange.items() if name not in honest}
    members = data.draw(st.permutations([*honest.items(), *new.items()]))
    for file, some in (("before.zip", honest.items()), ("after.zip", members)):
        with zipfile.ZipFile(where / file, "w") as archive:
            for name, text in some:
                archive.writestr(zipfile.ZipInfo(name), text)  # by its name alone Python 3.11 writes no empty one
    before, after = (rows([where / f"{when}.zip"], where / when) for when in ("before", "after"))
    assert len(before) == 10 and not any(refused for refused, _ in before.values())
    touched = {key for key in before if before[key] != after.get(key)}
    assert all(key in name for key in touched for name in new), "only whom the new entry names"
    more = sum(not is_junk(name) for name in new)
    assert len(after) - 10 in ((0, more) if touched else (more,)), "of Canvas's `12_34_a` and `name_12_900_hw` both"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4))
def test_no_name_in_a_zip_writes_outside_or_stops_the_run(tmp_path_factory, parts):
    where = tmp_path_factory.mktemp("zip")
    name = "/".join(parts) + ".ipynb"
    assume(not name.startswith("\0"))  # Python 3.10 cannot write it; "NUL" above is one
    path = where / "e.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, NB)
        archive.writestr("zz9/hw.ipynb", NB)
    every = find_submissions([path], into=where / "u")
    assert any(s.files for s in every)
    assert {p for p in where.rglob("*") if p.is_file()} == {path, *(f for s in every for f in s.files)}


def test_of_the_folders_in_a_zip_only_plain_ones_around_a_python_file_are_folders_on_disk(tmp_path):
    """By them a program imports its own packages; none can lead elsewhere or make a path too long."""
    folders = {
        "hw/opt": "hw/opt",
        "a b/opt": "opt",
        "deep/" * 30 + "opt": "deep/" * 7 + "opt",
        "x" * 150 + "/opt": "opt",
    }
    for n, (folder, kept) in enumerate(folders.items()):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as archive:
            archive.writestr("hw.ipynb", NB)
            archive.writestr(f"{folder}/steps.py", "x = 1")
        (tmp_path / f"s{n}").mkdir()
        (tmp_path / f"s{n}" / "hw.zip").write_bytes(inner.getvalue())
        (submission,) = find_submissions([tmp_path / f"s{n}"], into=tmp_path / f"u{n}")
        (steps,) = [path for path in submission.files if path.suffix == ".py"]
        assert steps.relative_to(tmp_path / f"u{n}").as_posix().partition("/")[2] == f"{kept}/steps.py"


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_installed_libraries_are_no_part_of_a_submission(kind, collected):
    """A folder `venv` packed into the zip: half of its SciPy would be imported in place of the one that works."""
    files = {"s1/hw.ipynb": NB, "s1/tools.py": "x = 1", "s2/hw.ipynb": NB}
    libraries = ("venv/lib/python3.12/site-packages/scipy", "env/Lib/site-packages/numpy", "node_modules/a")
    files |= {f"s1/{library}/__init__.py": "1 / 0" for library in libraries}
    first, _ = collected(files, kind)
    assert sorted(path.name for path in first.files) == ["hw.ipynb", "tools.py"]


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems take both for one name")
@pytest.mark.parametrize(("kind", "outer"), [("folder", ""), ("zip", ""), ("zip", "export/")])
def test_names_that_look_alike_are_two_submissions(kind, outer, collected):
    """Whoever names a folder as a classmate's, with accents in two characters, takes the classmate's place."""
    names = ("Jos\N{LATIN SMALL LETTER E WITH ACUTE}", "Jose\N{COMBINING ACUTE ACCENT}")
    files = {f"{outer}{name}/hw.ipynb": NB for name in (*names, "Ada")}
    found = collected(files, kind)
    assert [len(each.files) for each in found] == [1, 1, 1]
    assert [each.id for each in found if each.id in names] == [names[0]]


@pytest.mark.parametrize("end", ["\N{ZERO WIDTH SPACE}", "\N{RIGHT-TO-LEFT OVERRIDE}", "\x07", "e" * 210 + "r"])
def test_names_that_are_shown_alike_are_of_two_people(end, collected):
    """Work of the same person counts once, so whoever is shown as a classmate must not be taken for one."""
    files = {f"jane{each}.ipynb": NB for each in (end, end[:-1])}
    found = collected(files, "folder")
    assert len({person.id for each in found for person in each.people}) == len({each.id for each in found}) == 2


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_an_accent_in_two_characters_is_one_where_no_other_name_has_it(kind, collected):
    """As file systems of Apple write it."""
    (found,) = collected({"Jose\N{COMBINING ACUTE ACCENT}/hw.ipynb": NB}, kind)
    assert found.id == "Jos\N{LATIN SMALL LETTER E WITH ACUTE}"


def test_names_of_very_many_accents_are_compared_in_seconds(tmp_path):
    """Most versions of Python bring marks into one order in the square of their number: a zip of a hundred megabytes
    with nothing but names took hours, before any submission was graded."""
    marks = "\N{COMBINING ACUTE ACCENT}\N{COMBINING GRAVE ACCENT BELOW}" * 15_000
    files = {f"s{n}/e{marks}{n}.ipynb": NB for n in range(5)}
    path = written("zip", files, tmp_path)
    began = time.process_time()
    found = find_submissions([path], into=tmp_path / "unpacked")
    assert [len(each.files) for each in found] == [1] * 5
    assert time.process_time() - began < 3
