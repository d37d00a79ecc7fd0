"""What a job uses is seen whatever it does to hide it."""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import threading

import pytest

from grader.processes import cleanup, usage

MB = 1 << 20
linux = pytest.mark.skipif(sys.platform != "linux", reason="seen in /proc")


@linux
def test_space_beyond_the_end_of_a_file_counts(tmp_path):
    """`fallocate` with FALLOC_FL_KEEP_SIZE: the file's size stays 0."""
    with (tmp_path / "x").open("wb") as file:
        if ctypes.CDLL(None).fallocate(file.fileno(), 1, ctypes.c_long(0), ctypes.c_long(2 * MB)):
            pytest.skip("this file system reserves nothing")
    assert (tmp_path / "x").stat().st_size == 0
    assert usage.is_fuller(str(tmp_path), MB, 10)


def test_a_sparse_file_counts_in_full_since_not_every_system_counts_blocks(tmp_path):
    (tmp_path / "x").touch()
    os.truncate(tmp_path / "x", 3 * MB)
    assert usage.is_fuller(str(tmp_path), 2 * MB, 10)
    assert not usage.is_fuller(str(tmp_path), 4 * MB, 10)


def deep(folder, levels, monkeypatch):
    """Nested folders, the last of which is the working folder."""
    monkeypatch.chdir(folder)
    for _ in range(levels):
        os.mkdir("d" * 200)  # noqa: PTH102 - relative, since no path is that long
        os.chdir("d" * 200)


def test_a_file_counts_however_deep_it_lies(tmp_path, monkeypatch):
    """The system takes paths of 4,095 bytes; these have 8,000 characters."""
    deep(tmp_path, 40, monkeypatch)
    assert not usage.is_fuller(str(tmp_path), MB, 100)
    with open("x", "wb") as file:  # noqa: PTH123
        file.write(bytes(2 * MB))
    assert usage.is_fuller(str(tmp_path), MB, 100)
    os.chdir(tmp_path)
    clear(tmp_path)


def test_a_path_too_long_to_follow_counts_as_full(tmp_path, monkeypatch):
    deep(tmp_path, 255, monkeypatch)
    assert usage.is_fuller(str(tmp_path), 100 * MB, 1000)
    os.chdir(tmp_path)
    clear(tmp_path)


def clear(folder):
    """pytest could not remove a tree so deep."""
    cleanup.remove_tree(str(folder))
    assert not folder.exists()
    folder.mkdir()


def test_a_folder_that_nobody_can_enter_holds_nothing(tmp_path):
    (tmp_path / "closed").mkdir(mode=0)
    assert not usage.is_fuller(str(tmp_path), MB, 10)


@linux
def test_a_file_without_a_name_counts_while_it_is_open(tmp_path):
    before = usage.unlinked_bytes(os.getpid(), 0)
    with (tmp_path / "x").open("wb") as file:
        file.write(bytes(3 * MB))
        file.flush()
        assert usage.unlinked_bytes(os.getpid(), 0) == before
        (tmp_path / "x").unlink()
        assert usage.unlinked_bytes(os.getpid(), 0) >= before + 3 * MB
    assert usage.unlinked_bytes(os.getpid(), 0) == before


@linux
def test_a_file_without_a_name_counts_while_it_is_mapped(tmp_path):
    with (tmp_path / "x").open("w+b") as file:
        file.write(bytes(MB))
        file.flush()
        mapped = mmap.mmap(file.fileno(), 4096)
    assert usage.unlinked_mappings(os.getpid(), 0, str(tmp_path)) == 0
    (tmp_path / "x").unlink()
    assert usage.unlinked_mappings(os.getpid(), 0, str(tmp_path)) == 1
    assert usage.unlinked_mappings(os.getpid(), 0, "/elsewhere") == 0
    mapped.close()


@linux
def test_threads_are_counted():
    before, end = usage.threads(os.getpid()), threading.Event()
    many = [threading.Thread(target=end.wait) for _ in range(5)]
    for thread in many:
        thread.start()
    assert usage.threads(os.getpid()) == before + 5
    end.set()
    for thread in many:
        thread.join()
    assert usage.threads(2**22 + 1) == 0


def test_a_file_that_vanishes_while_we_look_hides_no_other(tmp_path):
    """A thread makes and removes files beside a large one; each look sees the large one."""
    names, done = [tmp_path / f"x{n}" for n in range(200)], threading.Event()

    def churn() -> None:
        while not done.is_set():
            for name in names:
                name.touch()
            for name in names:
                name.unlink()

    (tmp_path / "large").write_bytes(bytes(2 * MB))
    thread = threading.Thread(target=churn)
    thread.start()
    try:
        assert all(usage.is_fuller(str(tmp_path), MB, 100_000) for _ in range(1000))
    finally:
        done.set()
        thread.join()
