"""The picture of the README, from pages of real runs: `make pictures`, which needs Chromium.

What a student's notebook shows stands beside the class page of the same homework.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from browser.chromium import Chromium
from house.site import DOCUMENTS, ROOT

PICTURE = ROOT / "assignments" / "pictures" / "notebook_and_class.png"
PAGES = ("notebook.html", "results/class.html")
WIDTH, HEIGHT = 760, 960  # of each page, in pixels


def main() -> None:
    style = f"width: {WIDTH}px; height: {HEIGHT}px; border: 1px solid #999; margin: 0 4px"
    frames = "".join(f'<iframe src="{page}" style="{style}" scrolling="no"></iframe>' for page in PAGES)
    (beside := DOCUMENTS / "pages" / "beside.html").write_text(
        f'<body style="margin: 4px; white-space: nowrap">{frames}', "utf-8"
    )
    PICTURE.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Chromium(Path(folder)) as chromium:
        page = chromium.open(beside, width=2 * WIDTH + 32, height=HEIGHT + 12)
        page.screenshot(PICTURE, whole=False)
    beside.unlink()


if __name__ == "__main__":
    main()
