"""A preloaded fork server: a child process in a tenth of the time that `import jax` takes.

It imports JAX while its owner does something else. Only the first fork waits for that import, so that the server repays
itself for a single submission too, if it is the first thing that a command starts. One fork server serves all threads
of one process. Where there is no fork (Windows), or if the server dies, children start fresh.
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

from grader.processes import python_process
from grader.processes.python_process import ExitStatus
from grader.processes.work_dir import WorkDir

ANSWER_SECONDS = 60.0  # until the server is given up; its first answer waits for the import of JAX


class ForkServer:
    """The process that forks, and the socket to it. Raises OSError where it cannot be started."""

    def __init__(self) -> None:
        if not hasattr(os, "fork"):
            raise OSError("this system has no fork")
        self._lock = threading.Lock()
        self._folder = WorkDir(own_user=False)
        self._socket, other = socket.socketpair()
        with other:
            self._process = subprocess.Popen(
                python_process.module_command("grader.sandbox.child.forking", other.fileno()),
                pass_fds=(other.fileno(),), cwd=self._folder.path,
                env=python_process.process_variables(self._folder.path), start_new_session=True, umask=0o077,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        self._socket.settimeout(ANSWER_SECONDS)
        self.pid, self.folder = self._process.pid, self._folder.path

    def fork(self, folder: str) -> ForkedProcess:
        """A child that works in `folder`. Raises OSError."""
        (their_commands, commands), (replies, their_replies) = os.pipe(), os.pipe()
        try:
            answer = self.request({"fork": python_process.folder_variables(folder)}, [their_commands, their_replies])
            return ForkedProcess(self, int(answer["pid"]), commands, replies)
        except BaseException:
            os.close(commands)
            os.close(replies)
            raise
        finally:
            os.close(their_commands)
            os.close(their_replies)

    def request(self, data: dict[str, Any], pipes: list[int] | None = None) -> dict[str, Any]:
        """Send one request; its answer. Raises OSError, also for what the server could not do."""
        with self._lock:
            try:
                socket.send_fds(self._socket, [json.dumps(data).encode()], pipes or [])
                answer = self._read_answer()
            except BaseException:  # an answer that comes later would be taken for that of the next request
                self.close()
                raise
        if "error" in answer:
            raise OSError(answer["error"])
        return answer

    def _read_answer(self) -> dict[str, Any]:
        line = b""
        while not line.endswith(b"\n"):
            if not (part := self._socket.recv(1 << 16)):
                raise ConnectionError("the fork server has ended")
            line += part
        return dict(json.loads(line))

    def close(self) -> None:
        """End the server, and with it all children that it forked. May be called twice."""
        self._socket.close()
        self._process.kill()
        self._process.wait()
        self._folder.remove()

    def __enter__(self) -> ForkServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def shared_fork_server_on_linux() -> ForkServer | None:
    """The fork server of this process on Linux, else None: for commands that run one submission.

    Only on Linux is it proven that a forked child never hangs by itself. A student would take such a hang for a loop of
    their own; in a class staff would see it.
    """
    return shared_fork_server() if sys.platform == "linux" else None


@functools.cache
def shared_fork_server() -> ForkServer | None:
    """The one fork server of this process, started by the first call; None where there is no fork."""
    try:
        server = ForkServer()
    except OSError:
        return None
    atexit.register(server.close)
    return server


class ForkedProcess:
    """A process that the fork server forked, with the methods of `python_process.FreshProcess`."""

    def __init__(self, server: ForkServer, pid: int, commands: int, replies: int) -> None:
        self._server = server
        self.pid, self.subreaper, self.commands, self.replies = pid, server.pid, commands, replies

    def stop(self, patience: float) -> ExitStatus:
        """End the process; how it ended. It has `patience` seconds to end by itself."""
        try:
            return python_process.reap_within(patience, self.pid, self._reap)
        except OSError:  # the fork server has died, and its children with it
            return ExitStatus(signal="SIGKILL", server_ended=True)

    def _reap(self, block: bool) -> tuple[int, int] | None:
        ended = self._server.request({"reap": self.pid, "block": block})["ended"]
        return None if ended is None else (int(ended[0]), int(ended[1]))

    def error_output(self) -> str:
        """Nothing: it is discarded."""
        return ""

    def close(self) -> None:
        """Close both pipes."""
        for pipe in (self.commands, self.replies):
            with contextlib.suppress(OSError):
                os.close(pipe)
