"""A page in a real headless Chromium, over its debugging pipe: nothing but the standard library.

with Chromium(folder) as chromium:
    page = chromium.open(path, width=400)
    page.value("document.title")
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars",
    "--remote-debugging-pipe",
]  # fmt: skip


def find_chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Chromium:
    """One browser with a profile of its own in `folder`. Only the process that was started here is ever ended."""

    def __init__(self, folder: Path) -> None:
        to_child, self._write = _pipe()
        self._read, from_child = _pipe()

        def place() -> None:  # Chromium reads commands on descriptor 3 and answers on 4
            os.dup2(to_child, 3)
            os.dup2(from_child, 4)

        program = find_chromium()
        assert program
        self.process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={folder}", "about:blank"],
            env=os.environ | dict.fromkeys(["XDG_CONFIG_HOME", "XDG_CACHE_HOME"], str(folder)),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            pass_fds=(3, 4), preexec_fn=place,
        )  # fmt: skip
        os.close(to_child)
        os.close(from_child)
        self._rest, self._id = b"", 0
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Chromium:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.ask("Browser.close")
            self.process.wait(10)
        except (OSError, EOFError, TimeoutError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait(10)
        os.close(self._write)
        os.close(self._read)

    def ask(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """The result of one command; events that come meanwhile are kept."""
        self._id += 1
        message = {"id": self._id, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        self._send(json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._id:
            self.events.append(answer)
        assert "error" not in answer, (method, answer["error"])
        return answer["result"]

    def _send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._write, data[:32_768]) :]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            if not (more := os.read(self._read, 1 << 20)):
                raise EOFError("chromium has ended")
            self._rest += more
        line, self._rest = self._rest.split(b"\0", 1)
        return json.loads(line)

    def open(self, path: Path | str, width: int, height: int = 900, dark: bool = False) -> Page:
        """The file at that path, or the page at that address, loaded, in a window of that width."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable", session)
        self.ask("Emulation.setDeviceMetricsOverride", session, width=width, height=height, deviceScaleFactor=1,
                 mobile=False)  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", session, features=[scheme])
        self.events.clear()
        page = Page(self, session)
        page.go(path if isinstance(path, str) else path.resolve().as_uri())
        return page


@dataclass
class Page:
    chromium: Chromium
    session: str

    def go(self, address: str) -> None:
        """Load another page."""
        self.chromium.ask("Page.navigate", self.session, url=address)
        self.wait()

    def wait(self) -> None:
        """Until the page is loaded."""
        deadline = time.monotonic() + 30
        while self.value("document.readyState") != "complete":
            assert time.monotonic() < deadline, "the page did not load in 30 seconds"
            time.sleep(0.05)

    def value(self, expression: str) -> Any:
        """What a JavaScript expression gives, a promise awaited; it runs in spite of the page's own policy."""
        answer = self.chromium.ask("Runtime.evaluate", self.session, expression=expression, returnByValue=True,
                                   awaitPromise=True)  # fmt: skip
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def unfold(self) -> None:
        """Open all that is folded."""
        self.value("document.querySelectorAll('details').forEach(d => d.open = true)")

    def on_paper(self) -> None:
        """Show the page by its style for print."""
        self.chromium.ask("Emulation.setEmulatedMedia", self.session, media="print")

    def pdf(self) -> bytes:
        """The page as it is printed, on A4 unless its style says otherwise."""
        printed = self.chromium.ask("Page.printToPDF", self.session, preferCSSPageSize=True, paperWidth=8.27,
                                    paperHeight=11.69)  # fmt: skip
        return base64.b64decode(printed["data"])

    def screenshot(self, path: Path, whole: bool = True) -> None:
        """The window, or the whole page, as it is laid out now."""
        width, height = self.value("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        clip = {"clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}} if whole else {}
        taken = self.chromium.ask("Page.captureScreenshot", self.session, format="png", captureBeyondViewport=whole,
                                  **clip)  # fmt: skip
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(taken["data"]))

    @property
    def requests(self) -> list[str]:
        """Every address that the page requested, without itself and `data:`."""
        urls = [e["params"]["request"]["url"] for e in self.chromium.events
                 if e.get("method") == "Network.requestWillBeSent" and e.get("sessionId") == self.session]  # fmt: skip
        return [url for url in urls[1:] if not url.startswith("data:")]

    @property
    def errors(self) -> list[str]:
        """Exceptions, and whatever the browser's console calls an error."""
        own = [e for e in self.chromium.events if e.get("sessionId") == self.session]
        thrown = [str(e["params"]) for e in own if e.get("method") == "Runtime.exceptionThrown"]
        logged = [e["params"]["entry"]["text"] for e in own
                  if e.get("method") == "Log.entryAdded" and e["params"]["entry"]["level"] == "error"]  # fmt: skip
        return thrown + logged


def _pipe() -> tuple[int, int]:
    """Descriptors above 9, so that placing them at 3 and 4 overwrites neither."""
    pair = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in pair)
    for end in pair:
        os.close(end)
    return high[0], high[1]
