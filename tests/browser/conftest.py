"""One Chromium, and a folder with every kind of page, for the tests that look at pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from chromium import Chromium


@pytest.fixture(scope="session")
def chromium(tmp_path_factory) -> Iterator[Chromium]:
    from chromium import Chromium

    with Chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    from sample_pages import sample_pages

    where = tmp_path_factory.mktemp("pages")
    for name, html in sample_pages().items():
        (where / f"{name}.html").write_text(html, encoding="utf-8")
    return where
