"""Of several files the one that answers most is graded, and equal files are known by their digest."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

from grader.extraction import notebook, reader
from grader.submissions.collection import Submission
from grader.submissions.file_choice import choose_file, choose_file_below, digest_files

NB = json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "def adam(g):\n    return g + 1"}]})


def test_the_file_that_answers_most_is_chosen_and_the_others_are_named(tmp_path):
    """Not the first or the newest: a student's scratch notebook must not cost the homework."""
    sources = {"a.ipynb": "def adam(g):\n    pass", "b.ipynb": "def adam(g):\n    return 1\ndef f(w):\n    return 2"}
    for name, source in sources.items():
        cell = {"cell_type": "code", "source": source}
        (tmp_path / name).write_text(json.dumps({"nbformat": 4, "cells": [cell]}))
    (tmp_path / "broken.ipynb").write_text("not JSON")
    submission = Submission("s", tuple(sorted(tmp_path.iterdir())))
    files, note = choose_file(submission, ["adam", "f"])
    assert [path.name for path in files] == ["b.ipynb", "a.ipynb", "broken.ipynb"]
    assert note == "3 files were handed in; b.ipynb was graded: it answers 2 of 2."
    _, note = choose_file(submission, ["adam", "f", "h"])
    assert note.endswith("it answers 2 of 3. What it leaves open is graded where another file answers it.")


def test_a_notebook_is_read_before_the_libraries_in_front_of_it(tmp_path):
    """Whoever packs a folder of libraries into the zip still hands in a notebook."""
    for n in range(60):
        (tmp_path / f"a{n}.py").write_text("x = 1")
    (tmp_path / "hw.ipynb").write_text(NB)
    files, _ = choose_file(Submission("s", tuple(sorted(tmp_path.iterdir()))), ["adam"])
    assert files[0].name == "hw.ipynb"


def test_other_files_come_with_the_notebook_that_may_use_them(tmp_path):
    (tmp_path / "hw.ipynb").write_text(NB)
    (tmp_path / "tools.py").write_text("def helper(w):\n    return w")
    (tmp_path / "old.ipynb").write_text(json.dumps({"cells": []}))
    files, _ = choose_file(Submission("s", tuple(sorted(tmp_path.iterdir()))), ["adam"])
    assert [path.name for path in files] == ["hw.ipynb", "old.ipynb", "tools.py"]


def test_the_names_of_several_files_count_as_one_may_import_the_others(tmp_path):
    """Or a verdict would be taken over from a submission whose import works."""
    digests = set()
    for folder, module in (("a", "tools.py"), ("b", "tool.py")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "hw.ipynb").write_text(NB)
        (tmp_path / folder / module).write_text("x = 1")
        digests.add(digest_files((tmp_path / folder).iterdir()))
    assert len(digests) == 2


def test_names_that_are_no_text_have_a_digest_too(tmp_path):
    """A file may be called by any bytes: no name of one student may end the grading of the class."""
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.ipynb"))
    for path in (tmp_path / "hw.ipynb", odd):
        path.write_text(NB)
    assert digest_files([tmp_path / "hw.ipynb", odd]) != digest_files([tmp_path / "hw.ipynb"])
    odd.unlink()
    assert digest_files([odd])


def test_a_name_of_several_lines_has_not_the_digest_of_several_files(tmp_path):
    """Or who knows a classmate's file could hand in a name in its place, and be graded before, for both."""
    own, name = tmp_path / "own", f"hw_ipynb {hashlib.sha256(NB.encode()).hexdigest()}\ntools.py"
    for folder, files in ((own, ("hw.ipynb", "tools.py", "util.py")), (tmp_path / "other", (name, "util.py"))):
        folder.mkdir()
        for file in files:
            (folder / file).write_text(NB if file == "hw.ipynb" else "x = 1")
    assert digest_files(own.iterdir()) != digest_files((tmp_path / "other").iterdir())


def test_a_package_beside_the_notebook_comes_whole_and_its_folders_count(tmp_path):
    digests = set()
    for folder, package in (("a", "opt"), ("b", "opt"), ("c", "tpo")):
        (tmp_path / folder / package).mkdir(parents=True)
        for name, text in {"hw.ipynb": NB, f"{package}/__init__.py": "", f"{package}/steps.py": "x = 1"}.items():
            (tmp_path / folder / name).write_text(text)
        files, _ = choose_file_below(tmp_path / folder, ["adam"])
        assert [path.name for path in files] == ["hw.ipynb", "steps.py", "__init__.py"]  # which holds nothing
        digests.add(digest_files(files))
    assert len(digests) == 2


def test_equal_files_have_one_digest_whatever_their_names(tmp_path):
    for name in ("a.ipynb", "b.ipynb", "c.py"):
        (tmp_path / name).write_text(NB)
    a, b, c = (digest_files([tmp_path / name]) for name in ("a.ipynb", "b.ipynb", "c.py"))
    assert a == b != c, "a Python file is read otherwise"


def test_of_very_many_files_the_first_are_read_and_the_note_says_so(tmp_path):
    for n in range(60):
        (tmp_path / f"{n:02d}.ipynb").write_text(json.dumps({"cells": []}) if n < 55 else NB)
    (path, *_), note = choose_file(Submission("s", tuple(sorted(tmp_path.iterdir()))), ["adam"])
    assert path.name < "50" and note.endswith(" Only 50 of them were read.")


def test_files_are_read_until_they_hold_as_much_code_as_one_may(tmp_path, monkeypatch):
    """50 files of a million characters took ten minutes of the class's time to choose one of them."""
    monkeypatch.setattr(notebook, "MAX_CODE", 40)
    for n in range(9):
        (tmp_path / f"{n}.py").write_text(f"def f{n}(w):\n    return w\n")
    files, note = choose_file(Submission("s", tuple(sorted(tmp_path.iterdir()))), ["f0", "f1", "f8"])
    assert [path.name for path in files] == ["0.py", "1.py"] and note.endswith("Only 2 of them were read.")


def test_files_are_read_until_they_have_taken_as_long_as_they_may(tmp_path, monkeypatch):
    """Fifty that each take nearly what one may, such as blanks in which a fence was looked for, took 15 minutes."""
    read = reader.read

    def read_slowly(path, names):
        try:
            return replace(read(path, names), seconds=20.0)
        except notebook.Unreadable as reason:
            reason.seconds = 20.0
            raise

    monkeypatch.setattr(reader, "read", read_slowly)
    for n in range(9):
        (tmp_path / f"{n}.ipynb").write_text("{}" if n < 2 else NB)
    files, note = choose_file(Submission("s", tuple(sorted(tmp_path.iterdir()))), ["adam"])
    assert len(files) == 4 and note.endswith("Only 4 of them were read.")


def test_equal_python_files_have_one_digest_whatever_the_case_of_their_names(tmp_path):
    for name in ("HW.PY", "other.py"):
        (tmp_path / name).write_text("x = 1")
    assert digest_files([tmp_path / "HW.PY"]) == digest_files([tmp_path / "other.py"])


def test_a_folder_is_read_as_those_of_a_class_are(tmp_path, monkeypatch):
    """Folders deeper than a path may be long ended the grading of a class; a notebook with a hidden name is one."""
    (tmp_path / ".hw.ipynb").write_text(NB)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "hw.ipynb").write_text(NB)
    (tmp_path / "link.ipynb").symlink_to(".hw.ipynb")
    monkeypatch.chdir(tmp_path)
    for _ in range(30):
        Path("d" * 200).mkdir()
        monkeypatch.chdir("d" * 200)
    files, _ = choose_file_below(tmp_path, ["adam"])
    assert [path.name for path in files] == [".hw.ipynb"]
