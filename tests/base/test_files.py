"""Files that a user named: what goes wrong is a sentence with the path, and nothing half written is left."""

import os
from pathlib import Path

import pytest

from grader.base.errors import UserError
from grader.base.files import (
    check_writable,
    create_private,
    make_folder,
    read_text,
    write_all,
    write_text,
)

not_root = pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")


def test_a_file_is_written_whole_and_replaces_an_older_one(tmp_path):
    write_text(tmp_path / "a.txt", "old")
    write_text(tmp_path / "a.txt", "new")
    assert read_text(tmp_path / "a.txt") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_text(tmp_path / "link", "text")
    assert (tmp_path / "link").is_symlink() and read_text(tmp_path / "target") == "text"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    reading, writing = os.pipe()
    write_text(Path(f"/dev/fd/{writing}"), "text")
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        assert pipe.read() == "text"


@not_root
def test_a_folder_that_is_closed_to_the_user_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="you may not write to the folder"):
        check_writable(tmp_path / "file")
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(("content", "words"), [(b"\xff\xfe\x00", "not text in UTF-8"), (None, "cannot be read")])
def test_what_cannot_be_read_is_a_sentence_with_the_path(content, words, tmp_path):
    if content is not None:
        (tmp_path / "a.key").write_bytes(content)
    with pytest.raises(UserError, match=f"a.key: this key.*{words}"):
        read_text(tmp_path / "a.key", "key")


# ── who may read


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def umask(request):
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_what_is_written_is_for_its_owner_alone_unless_it_is_for_students(tmp_path, umask):
    """A key was 0644 and results 0755: on a shared machine every account read them."""
    write_text(tmp_path / "a.key", "answers")
    write_all({tmp_path / "b.key": b"", tmp_path / "student.zip": b""}, readable={tmp_path / "student.zip"})
    make_folder(tmp_path / "new" / "results", is_private=True)
    assert [mode(tmp_path / name) for name in ("a.key", "b.key", "new/results")] == [0o600, 0o600, 0o700]
    assert mode(tmp_path / "student.zip") == 0o666 & ~umask


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_what_a_group_of_staff_shares_stays_theirs_and_nobody_elses(tmp_path):
    (shared := tmp_path / "shared").mkdir()
    shared.chmod(0o770)
    (book := shared / "a.key").touch()
    book.chmod(0o664)
    make_folder(shared, is_private=True)
    write_text(book, "answers")
    assert (mode(shared), mode(book)) == (0o770, 0o660)
    create_private(shared / "book.sqlite")
    assert mode(shared / "book.sqlite") == 0o600
