"""What the documents at the top of the repository refer to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "SECURITY.md"]
PATH = re.compile(r"(?<![\w./-])((?:grader|reference|tests|assignments)/[\w./*-]*|\.ci/run|[A-Z]+\.md)")
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")
PLACEHOLDER = re.compile(r"NAME|\*")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_in_the_repository(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    paths = {path.rstrip(".") for path in PATH.findall(text) if not PLACEHOLDER.search(path)}
    assert paths
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_make_target_that_a_document_names_exists(document):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    text = (ROOT / document).read_text(encoding="utf-8")
    named = set(TARGET.findall("\n".join(re.findall(r"`[^`\n]*`|^make .*$", text, re.MULTILINE))))
    assert named - targets == set()


def test_the_readmes_of_the_packages_are_linked():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    written = {path.relative_to(ROOT).as_posix() for path in (ROOT / "grader").rglob("README.md")}
    assert {path for path in written if f"({path})" not in text} == set()
