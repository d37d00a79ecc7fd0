"""Files in a key: paths stay inside a folder on every system, and what is no file is refused with its name."""

from __future__ import annotations

import pytest

from grader.model.arguments import shipped_files
from grader.model.arguments.shipped_files import encode, files_fault, name_fault


@pytest.mark.parametrize(
    "name", ["", "/x", "../x", "a/../x", "a//x", "./x", "a/", "a\\x", "C:x", "a\nb", "a\0", "x" * 201, 3, None]
)
def test_a_path_that_could_lead_elsewhere_is_refused(name):
    assert name_fault(name)


def test_a_key_with_odd_files_is_refused(monkeypatch):
    assert "expected bytes in base64" in files_fault({"x": "%%"})
    assert "'../x'" in files_fault({"../x": ""})
    monkeypatch.setattr(shipped_files, "MAX_BYTES", 30)
    assert "the files have more than 0 MB together" in files_fault({"x": encode(b"0" * 31)})
