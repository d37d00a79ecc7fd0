"""A preloaded fork server: a child for a submission in a tenth of the time that `import jax` takes, for batches.

    with Zygote() as zygote:
        for submission in submissions:
            run(..., zygote=zygote)

It imports JAX while its owner does something else: only the first fork waits for it, so that it repays itself for a
single submission too, if it is the first thing that a command starts. One zygote serves the threads of one process.
Where there is no fork (Windows), or if it dies, jobs start fresh.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import socket
import subprocess
import sys
import threading
from typing import Any

from grader.processes import work_dir as place
from grader.processes.python_process import End, ended_within, environment, homes, python

START_SECONDS = 60.0


class Zygote:
    """The process that forks, and the line to it. Raises OSError where it cannot be started."""

    def __init__(self) -> None:
        if not hasattr(os, "fork"):
            raise OSError("this system has no fork")
        self._lock = threading.Lock()
        self._folder = place.Folder()
        self._line, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(
                python("grader.sandbox.child.forking", other.fileno()), pass_fds=(other.fileno(),),
                cwd=self._folder.path,
                env=environment(self._folder.path), start_new_session=True, umask=0o077,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        self._line.settimeout(START_SECONDS)
        self.pid = self._process.pid

    def fork(self, folder: str) -> Forked:
        """A child that works in `folder`. Raises OSError."""
        (their_commands, commands), (replies, their_replies) = os.pipe(), os.pipe()
        try:
            answer = self.ask({"fork": homes(folder)}, [their_commands, their_replies])
            return Forked(self, int(answer["pid"]), commands, replies)
        except BaseException:
            os.close(commands)
            os.close(replies)
            raise
        finally:
            os.close(their_commands)
            os.close(their_replies)

    def ask(self, request: dict[str, Any], pipes: list[int] | None = None) -> dict[str, Any]:
        """One request and its answer. Raises OSError, also for what the zygote could not do."""
        with self._lock:
            try:
                socket.send_fds(self._line, [json.dumps(request).encode()], pipes or [])
                answer = self._hear()
            except OSError:  # an answer that comes later would be taken for that of the next request
                self.close()
                raise
        if "error" in answer:
            raise OSError(answer["error"])
        return answer

    def _hear(self) -> dict[str, Any]:
        text = b""
        while not text.endswith(b"\n"):
            if not (part := self._line.recv(1 << 16)):
                raise ConnectionError("the zygote has ended")
            text += part
        return json.loads(text)

    def close(self) -> None:
        """End the zygote, and with it whatever it has forked. May be called twice."""
        self._line.close()
        self._process.kill()
        self._process.wait()
        self._folder.remove()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ahead() -> Zygote | None:
    """`of_this_process` for one submission: only on Linux, where it is proven that no forked child hangs for no reason.

    A student would take such a hang for a loop of their own. In a class it would be seen.
    """
    return of_this_process() if sys.platform == "linux" else None


@functools.cache
def of_this_process() -> Zygote | None:
    """The zygote that all jobs of this process share, started by the first call; None where there is no fork."""
    try:
        zygote = Zygote()
    except OSError:
        return None
    atexit.register(zygote.close)
    return zygote


class Forked:
    """A process that the zygote forked: to a job the same as `process.Fresh`."""

    def __init__(self, zygote: Zygote, pid: int, commands: int, replies: int) -> None:
        self._zygote = zygote
        self.pid, self.heir, self.commands, self.replies = pid, zygote.pid, commands, replies

    def stop(self, patience: float) -> End:
        """End the process and say how it ended; with patience, of itself if it is about to."""
        try:
            return ended_within(patience, self.pid, self._reap)[0]
        except OSError:  # the zygote has died, and its children with it
            return End(signal="SIGKILL", server_ended=True)

    def _reap(self, block: bool) -> tuple[int, int] | None:
        ended = self._zygote.ask({"reap": self.pid, "block": block})["ended"]
        return None if ended is None else (int(ended[0]), int(ended[1]))

    def last_words(self) -> str:
        """Nothing: what a forked child writes leads nowhere."""
        return ""

    def close(self) -> None:
        """Close both pipes."""
        for pipe in (self.commands, self.replies):
            with contextlib.suppress(OSError):
                os.close(pipe)
