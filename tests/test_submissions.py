"""What platforms export is read as they wrote it; what a student put there to harm is refused in a sentence."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grader.submissions import CANVAS, MOODLE, BadInput, Limits, Person, Submission, choose, digest, find

NB = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "def adam(g):\n    return g + 1"}]})

GRADESCOPE = """\
submission_101:
  :submitters:
  - :name: Pair Öne
    :sid: '0200'
    :email: one@example.edu
  - :name: Pair Two
    :sid: 0201
  :created_at: 2023-09-21 10:00:00.000000000 -07:00
  :score: 8.0
  :history:
  - :created_at: 2023-09-20 10:00:00
    :score: 1.0
  :results:
    tests:
    - name: a
      score: 1
submission_102:
  :submitters:
  - :name: Zoë Ünal
    :email: ZOE@example.edu
  :created_at: !ruby/object:Time 2023-09-22
submission_103:
  :submitters: []
"""

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


def found(kind: str, layout: str, tmp_path: Path, roster: Path | None = None) -> dict[str, Submission]:
    every = find([written(kind, EXPORTS[layout], tmp_path)], roster, into=tmp_path / "unpacked")
    assert {s.layout for s in every} == {layout}
    assert all(path.read_bytes() == NB.encode() for s in every for path in s.files if path.suffix == ".ipynb")
    return {s.id: s for s in every}


both = pytest.mark.parametrize("kind", ["zip", "folder"])


@both
def test_a_gradescope_export_gives_groups_with_their_own_numbers_as_text(kind, tmp_path):
    """YAML would read 0201 as an octal number, and Ruby's symbols keep their colon."""
    every = found(kind, "gradescope", tmp_path)
    assert every["101"].people == (Person("0200", "Pair Öne", "one@example.edu"), Person("0201", "Pair Two", ""))
    assert every["101"].submitted_at.startswith("2023-09-21 10:00:00")
    assert len(every["101"].files) == len(every["102"].files) == 1
    assert every["103"].reason.startswith("There is no notebook")


@both
def test_a_canvas_export_takes_the_newest_and_says_who_was_late(kind, tmp_path):
    every = found(kind, "canvas", tmp_path)
    assert set(every) == {"11", "12", "anon_aB9", "anon_x7", "15"}
    assert {id for id, s in every.items() if s.late} == {"12", "anon_aB9"}
    assert len(every["11"].files) == 1 and "newest of 3" in every["11"].note
    assert every["11"].people == (Person("11", "doejane"),)
    assert len(every["15"].files) == 1, "the typed text is no file"


def test_of_three_files_by_one_name_the_last_resubmission_is_read(tmp_path):
    files = {f"doejane_11_90{n}_hw{again}.ipynb": f"{n}" for n, again in ((1, "-2"), (2, ""), (3, "-1"))}
    (submission,) = find([written("folder", files, tmp_path)])
    assert submission.files[0].read_text() == "1"


@both
def test_a_moodle_export_is_read_in_both_layouts(kind, tmp_path):
    every = found(kind, "moodle", tmp_path)
    assert set(every) == {"21", "22", "23", "24", "Default group", "26"}
    assert every["22"].people == (Person("22", "Jörg Müller"),)
    assert every["23"].people == (Person("23", ""),), "blind marking"
    assert every["26"].reason.startswith("There is no notebook")


@both
def test_a_folder_is_read_by_the_names_in_it(kind, tmp_path):
    """`hw1_alice` and `hw1_bob` are two students: taking `hw1` for an id would lose one of them."""
    every = found(kind, "folder", tmp_path)
    assert set(every) == {"s01", "s02", "s03", "hw1_alice", "hw1_bob", "s04"}
    assert "only report.pdf" in every["s04"].reason


def test_results_among_the_submissions_are_no_submission(tmp_path):
    """`grader grade .` writes its results beside the notebooks; run again, it must not find a student `results`."""
    (tmp_path / "s01.ipynb").write_text(NB)
    (tmp_path / "results" / "students").mkdir(parents=True)
    (tmp_path / "results" / "gradebook.sqlite").touch()
    assert [s.id for s in find([tmp_path])] == ["s01"]


def test_a_roster_tells_which_part_of_a_name_is_the_id(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("ID;Email;Name\nhw1;h@x.edu;Hanna\n s03 ;s@x.edu;Şule\n", encoding="utf-8-sig")
    every = found("folder", "folder", tmp_path, roster)
    assert every["s03"].people == (Person("s03", "Şule", "s@x.edu"),)
    assert len(every["hw1"].files) == 2


@pytest.mark.parametrize("layout, id", [("canvas", "11"), ("moodle", "21")])
def test_a_roster_finds_people_by_the_name_that_a_platform_writes(layout, id, tmp_path):
    """Canvas writes "Doe, Jane" as doejane."""
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name,email\nj1,Jane Doe,j@x.edu\n", encoding="utf-8")
    assert found("zip", layout, tmp_path, roster)[id].people == (Person("j1", "Jane Doe", "j@x.edu"),)


def test_two_people_of_one_name_are_not_guessed_between(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("id,name,email\nj1,Jane Doe,a@x\nj2,Jane Doe,b@x\n", encoding="utf-8")
    assert found("zip", "moodle", tmp_path, roster)["21"].people == (Person("21", "Jane Doe"),)


@pytest.mark.parametrize("text", ["name,email\na,b\n", "", b"\xff\xfe\x00"])
def test_a_roster_that_cannot_be_used_is_answered(text, tmp_path):
    (tmp_path / "r.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadInput, match="roster"):
        find([], tmp_path / "r.csv")


def test_a_path_that_is_not_there_is_answered(tmp_path):
    with pytest.raises(BadInput, match="no file or folder"):
        find([tmp_path / "nothing"])


def test_ids_that_come_twice_are_told_apart(tmp_path):
    for folder in "ab":
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "s1.ipynb").write_text(NB)
    every = find([tmp_path / "a", tmp_path / "b"])
    assert [s.id for s in every] == ["s1", "s1-2"] and "Another submission" in every[1].note


def test_metadata_that_cannot_be_read_cost_names_and_no_submission(tmp_path):
    files = EXPORTS["gradescope"] | {"assignment_7_export/submission_metadata.yml": "a: [" * 5000}
    every = find([written("zip", files, tmp_path)], into=tmp_path / "u")
    assert [s.id for s in every] == ["101", "102"] and all("cannot be read" in s.note for s in every)


# --- the notebook among several ---


def test_the_file_that_answers_most_is_chosen_and_the_others_are_named(tmp_path):
    """Not the first or the newest: a student's scratch notebook must not cost the homework."""
    sources = {"a.ipynb": "def adam(g):\n    pass", "b.ipynb": "def adam(g):\n    return 1\ndef f(w):\n    return 2"}
    for name, source in sources.items():
        cell = {"cell_type": "code", "source": source}
        (tmp_path / name).write_text(json.dumps({"nbformat": 4, "cells": [cell]}))
    (tmp_path / "broken.ipynb").write_text("not JSON")
    submission = Submission("s", tuple(sorted(tmp_path.iterdir())))
    path, note = choose(submission, ["adam", "f"])
    assert path.name == "b.ipynb" and note == "3 files were handed in; b.ipynb was graded: it answers 2 of 2."


def test_equal_files_have_one_digest_whatever_their_names(tmp_path):
    for name in ("a.ipynb", "b.ipynb", "c.py"):
        (tmp_path / name).write_text(NB)
    a, b, c = (digest([tmp_path / name]) for name in ("a.ipynb", "b.ipynb", "c.py"))
    assert a == b != c, "a Python file is read otherwise"


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


HOSTILE = {
    "dots": inner({"../../evil.ipynb": NB}),
    "absolute": inner({"/tmp/evil.ipynb": NB}),
    "drive": inner({"C:\\evil.ipynb": NB}),
    "NUL": inner({"@evil.ipynb": NB}).replace(b"@evil", b"\0evil"),
    "backslashes": inner({"..\\evil.ipynb": NB}),
    "link": linked(),
    "encrypted": encrypted(),
    "truncated": inner({"hw.ipynb": NB * 50})[:-40],
    "cut in the middle": inner({"hw.ipynb": os.urandom(4000)})[:2000],
    "not a zip": b"hello",
    "empty": b"",
    "bomb": inner({"hw.ipynb": b"0" * 60_000_000}),
    "too large": inner({"hw.ipynb": b"0" * 70_000_000}),
    "lying": lying(),
    "many": inner({f"{n}.txt": "" for n in range(3_000)}),
    "zip in the zip": inner({"hw.zip": inner({"hw.ipynb": NB})}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_costs_its_own_submission_alone(name, tmp_path):
    """Otter calls extractall on these (`zips: true`): files land outside the folder and disks fill."""
    files = {"good/hw.zip": inner({"hw.ipynb": NB}), "bad/hw.zip": HOSTILE[name]}
    bad, good = find([written("folder", files, tmp_path)], into=tmp_path / "deep" / "er" / "u")
    assert good.files[0].read_text() == NB and "in a zip" in good.note and not good.reason
    assert not bad.files and len(bad.reason) > 20 and bad.reason[-1] in ".?!", bad.reason
    assert not list(tmp_path.rglob("evil*")) and not Path("/tmp/evil.ipynb").exists()


def test_bad_members_of_an_export_cost_those_submissions_alone(tmp_path):
    files = {"s1/hw.ipynb": NB, "../s2/hw.ipynb": NB, "s3/hw.ipynb": b"0" * 60_000_000}
    every = {s.id: s for s in find([written("zip", files, tmp_path)], into=tmp_path / "u")}
    assert every["s1"].files and not every["s1"].reason
    assert "leads out" in every["s2"].reason and "times its size" in every["s3"].reason


def test_an_export_that_is_too_large_stops_growing_on_the_disk(tmp_path):
    files = {f"s{n}.ipynb": os.urandom(1000) for n in range(5)}
    every = find([written("zip", files, tmp_path)], into=tmp_path / "u", limits=Limits(export_bytes=2500))
    assert sum(not s.reason for s in every) == 2
    assert sum(p.stat().st_size for p in (tmp_path / "u").rglob("*.ipynb")) <= 2500


def test_an_export_that_is_no_zip_is_one_submission_with_a_reason(tmp_path):
    (tmp_path / "export.zip").write_bytes(b"hello")
    (submission,) = find([tmp_path / "export.zip"])
    assert "not a zip" in submission.reason


@pytest.mark.skipif(sys.platform == "win32", reason="no links or pipes without rights")
def test_links_and_pipes_are_never_opened(tmp_path):
    """A pipe would wait for ever, a link would read the grader's own files."""
    for name in ("s1", "s2", "s3"):
        (tmp_path / "x" / name).mkdir(parents=True)
    (tmp_path / "x/s1/hw.ipynb").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "x/s2/hw.ipynb")
    (tmp_path / "x/s3/folder.ipynb").symlink_to(tmp_path)
    every = find([tmp_path / "x"])
    assert [s.id for s in every] == ["s1", "s2", "s3"]
    assert all("link or a device" in s.reason and not s.files for s in every)
    assert digest([tmp_path / "x/s2/hw.ipynb"])


# --- whatever the names are ---

words = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=8)
file_names = st.from_regex(r"[\w .()-]{1,20}\.ipynb", fullmatch=True)


@given(st.none() | words, st.booleans(), st.integers(0, 10**9), st.integers(0, 10**9), file_names)
def test_canvas_names_give_back_what_they_were_made_of(name, late, uid, attachment, file):
    parts = [name, "LATE" if late else None, str(uid), str(attachment), file]
    match = CANVAS.fullmatch("_".join(p for p in parts if p is not None))
    if name is not None and name.isdecimal():  # a name of digits alone: no one can tell
        return
    assert match and (match["name"], bool(match["late"])) in {(name, late), ("LATE", False)}
    assert (match["uid"], match["att"], match["file"]) == (str(uid), str(attachment), file)


names = st.text(st.characters(exclude_characters="/_\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(names, st.integers(0, 10**9), st.booleans(), file_names)
def test_moodle_names_give_back_what_they_were_made_of(name, id, flat, file):
    match = MOODLE.fullmatch(f"{name}_{id}_assignsubmission_file_{'' if flat else '/'}{file}")
    assert match and (match["name"], match["id"], match["flat"] or match["path"]) == (name, str(id), file)


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
    every = find([path], into=where / "u")
    assert any(s.files for s in every)
    assert {p for p in where.rglob("*") if p.is_file()} == {path, *(f for s in every for f in s.files)}
