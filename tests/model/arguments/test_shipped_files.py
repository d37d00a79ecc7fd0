"""Files in a key: paths stay inside a folder on every system, and what is no file is refused with its name."""

from __future__ import annotations

import pytest

from grader.model.arguments import shipped_files
from grader.model.arguments.shipped_files import decode, encode, files_fault, name_fault


@pytest.mark.parametrize("name", ["x.npy", "data/train.npz", "data/my file-2.csv", "a/b/c.txt", ".hidden"])
def test_a_relative_path_is_accepted(name):
    assert name_fault(name) == ""


@pytest.mark.parametrize(
    "name", ["", "/x", "../x", "a/../x", "a//x", "./x", "a/", "a\\x", "C:x", "a\nb", "a\0", "x" * 201, 3, None]
)
def test_a_path_that_could_lead_elsewhere_is_refused(name):
    assert name_fault(name)


def test_bytes_are_read_as_they_were_written():
    content = bytes(range(256))
    assert decode(encode(content)) == content
    assert files_fault({"x.bin": encode(content)}) == ""


def test_a_key_with_odd_files_is_refused(monkeypatch):
    assert "expected bytes in base64" in files_fault({"x": "%%"})
    assert "'../x'" in files_fault({"../x": ""})
    monkeypatch.setattr(shipped_files, "MAX_BYTES", 30)
    assert "the files have more than 0 MB together" in files_fault({"x": encode(b"0" * 31)})
