"""axe-core, which looks for what shuts people out of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npm import script

if TYPE_CHECKING:
    from chromium import Page

RUN = (
    "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map("
    "v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))"
)


def serious_findings(page: Page) -> list[list[str]]:
    """The serious and critical findings on the page, with all that is folded open."""
    page.unfold()
    page.value(f"{script('axe-core', 'axe.min.js')}; 0")
    return [finding for finding in page.value(RUN) if finding[0] in ("serious", "critical")]
