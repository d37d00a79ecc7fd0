"""Several files are written together or not at all."""

import pytest

from grader.errors import UserError
from grader.written import write_all


def test_all_files_are_written_into_a_new_folder(tmp_path):
    write_all(tmp_path / "a" / "b", {"one": b"1", "two": b"2"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "a" / "b").iterdir()} == {"one": b"1", "two": b"2"}


def test_where_one_cannot_be_written_none_is(tmp_path):
    """A folder stands where the second file should; the first would have been written before it."""
    (tmp_path / "out" / "two").mkdir(parents=True)
    (tmp_path / "out" / "one").write_bytes(b"old")
    with pytest.raises(UserError, match="out: nothing was written: two is a folder"):
        write_all(tmp_path / "out", {"one": b"1", "two": b"2"})
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["one", "two"]
    assert (tmp_path / "out" / "one").read_bytes() == b"old"


def test_folders_that_were_made_go_again(tmp_path):
    """A name of 300 characters cannot be written on any file system that Python knows."""
    with pytest.raises(UserError, match="nothing was written: file name too long"):
        write_all(tmp_path / "a" / "b", {"x" * 300: b""})
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_folders_place_is_said(tmp_path):
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(UserError, match="out: nothing was written: file exists"):
        write_all(tmp_path / "out", {"one": b"1"})
    assert (tmp_path / "out").read_bytes() == b"a file"
