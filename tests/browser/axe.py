"""axe-core, which looks for what shuts people out of a page. `make test-browser` fetches it with npm."""

from __future__ import annotations

import tarfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from chromium import Page

RUN = (
    "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
    "v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))"
)


@lru_cache
def _script() -> str:
    packed = sorted((Path(__file__).parents[2] / ".cache").glob("axe-core-*.tgz"))
    if not packed:
        pytest.skip("no axe-core: `make test-browser` fetches it with npm")
    with tarfile.open(packed[-1]) as archive:
        return archive.extractfile("package/axe.min.js").read().decode("utf-8")


def serious_findings(page: Page) -> list[list[str]]:
    """The serious and critical findings on the page, with all that is folded open."""
    page.value("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.value(f"{_script()}; 0")
    return [finding for finding in page.value(RUN) if finding[0] in ("serious", "critical")]
