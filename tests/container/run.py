"""The Gradescope zip in a real root: a Debian made by debootstrap, laid out as Gradescope's container, and no network.

    make test-gradescope            or   python tests/container/run.py [ZIP] [--keep]

Needs root and debootstrap. `setup.sh` runs in a chroot with this machine's network and pip settings; `run_autograder`
runs in the same root with Docker's default capabilities, without network, under 768 MB and half a CPU (cgroups, v2 or
v1). Prints one line per submission and writes them to .cache/container.json; exits 1 if a claim does not hold.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path.insert(0, str(REPOSITORY))
CACHE = REPOSITORY / ".cache"
BASE = CACHE / "debian-root"
EXAMPLES = REPOSITORY / "assignments" / "first_order" / "examples"
MEGABYTES, CPUS = 768, 0.5  # Gradescope's smallest container
MAX_SECONDS, MAX_MEGABYTES = 60, 600  # what the whole homework may take of them
DOCKER = (  # the capabilities that Docker leaves a container's root, and no others
    "-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,+net_bind_service,+net_raw,+sys_chroot,"
    "+mknod,+audit_write,+setfcap"
)
METADATA = {
    "id": 123456, "created_at": "2026-09-20T16:50:06.234567-07:00",
    "assignment": {
        "due_date": "2026-09-21T12:00:00.000000-07:00", "group_size": None, "group_submission": False, "id": 25828,
        "course_id": 1234, "late_due_date": None, "release_date": "2026-09-01T00:00:00.000000-07:00",
        "title": "First order", "total_points": "100.0",
    },
    "submission_method": "upload", "users": [{"email": "student@example.edu", "id": 1234, "name": "Student User"}],
    "previous_submissions": [],
}  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What one run of run_autograder came to."""

    name: str
    code: int
    seconds: float
    megabytes: float  # the most that all of its processes and the kernel held for it
    cpu_seconds: float
    results: dict[str, Any]

    @property
    def score(self) -> float | None:
        return self.results.get("score")


# ── the root


def base() -> Path:
    """A Debian with Python and nothing else that the grader needs; made once."""
    if not (BASE / "usr" / "bin" / "python3").exists():
        CACHE.mkdir(exist_ok=True)
        (CACHE / ".gitignore").write_text("*\n")
        fresh = BASE.with_suffix(".new")  # one that was interrupted half way is not taken for whole
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(BASE, ignore_errors=True)
        run(["debootstrap", "--variant=minbase", "--include=python3,ca-certificates,curl", "trixie", str(fresh)])
        fresh.rename(BASE)
    return BASE


def image(zipped: Path) -> Path:
    """A copy of the base with /autograder as documented, and setup.sh run in it; what the build printed is kept."""
    root = CACHE / "image"
    unmount(root)
    shutil.rmtree(root, ignore_errors=True)
    run(["cp", "-a", str(base()), str(root)])
    source = root / "autograder" / "source"
    for folder in ("source", "submission", "results"):
        (root / "autograder" / folder).mkdir(parents=True)
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(source)
    shutil.copy(source / "run_autograder", root / "autograder" / "run_autograder")
    (root / "autograder" / "run_autograder").chmod(0o755)
    python = root / "usr" / "bin" / "python3"
    before = system_python(root)
    began = time.monotonic()
    with mounted(root), this_machines_network(root) as variables:
        run(["chroot", str(root), "/usr/bin/env", *variables, "bash", "/autograder/source/setup.sh"], cwd=None)
    print(f"setup.sh: {time.monotonic() - began:.0f} s, /opt/grader {size(root / 'opt/grader'):.0f} MB, "
          f"/opt/grader-cache {size(root / 'opt/grader-cache'):.1f} MB, {python.resolve().name}")  # fmt: skip
    claim("setup.sh leaves the system's Python as it is", system_python(root) == before)
    return root


def system_python(root: Path) -> set[str]:
    """Python packages that the system's own Python can import, but for those that Debian itself put there."""
    places = [root / "usr" / "local" / "lib", root / "root" / ".local"]
    return {str(p) for place in places if place.exists() for p in place.rglob("*.py")}


@contextlib.contextmanager
def mounted(root: Path) -> Iterator[None]:
    """/proc, /sys and /dev as a container has them."""
    for kind, place in (("proc", "proc"), ("sysfs", "sys"), ("tmpfs", "dev")):
        run(["mount", "-t", kind, kind, str(root / place)])
    try:
        for name, minor in (("null", 3), ("zero", 5), ("full", 7), ("random", 8), ("urandom", 9)):
            os.mknod(root / "dev" / name, 0o020666, os.makedev(1, minor))
            (root / "dev" / name).chmod(0o666)
        (root / "dev" / "shm").mkdir(mode=0o1777)
        (root / "dev" / "shm").chmod(0o1777)
        (root / "dev" / "fd").symlink_to("/proc/self/fd")
        yield
    finally:
        unmount(root)


def unmount(root: Path) -> None:
    for place in ("dev", "sys", "proc"):
        subprocess.run(["umount", "-R", "-l", str(root / place)], capture_output=True)


@contextlib.contextmanager
def this_machines_network(root: Path) -> Iterator[list[str]]:
    """What pip and apt need of this machine's configuration, for the time of setup.sh only; variables as A=B."""
    files = list(map(Path, ("/etc/resolv.conf", "/etc/pip.conf", "/etc/ssl/certs/ca-certificates.crt")))
    saved = {p: (root / p.relative_to("/")).read_bytes() if (root / p.relative_to("/")).exists() else None
             for p in files}  # fmt: skip
    for path in files:
        if path.exists():
            inside = root / path.relative_to("/")
            inside.unlink(missing_ok=True)
            shutil.copy(path, inside)
    names = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CERT", "PIP_DEFAULT_TIMEOUT", "SSL_CERT_FILE")
    kept = [f"{n}={os.environ[n]}" for n in os.environ if n in names or n.lower().endswith("_proxy")]
    try:
        yield ["-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", *kept]
    finally:
        for path, content in saved.items():
            inside = root / path.relative_to("/")
            inside.unlink(missing_ok=True)
            if content is not None:
                inside.write_bytes(content)


# ── one run


def grade(root: Path, name: str, put: Callable[[Path], None], metadata: dict | None = None) -> Outcome:
    """run_autograder on one submission, as Gradescope's harness starts it."""
    submission, results = root / "autograder" / "submission", root / "autograder" / "results"
    for folder in (submission, results):
        shutil.rmtree(folder)
        folder.mkdir()
    put(submission)
    told = root / "autograder" / "submission_metadata.json"
    told.unlink(missing_ok=True)
    if metadata is not None:
        told.write_text(json.dumps(metadata))
    with mounted(root), limited(name) as group:
        group.show(root / "sys" / "fs" / "cgroup")
        began = time.monotonic()
        with (results / "stdout").open("wb") as out:
            done = subprocess.run(
                ["unshare", "--net", "--ipc", "--uts", "--", "setpriv", f"--bounding-set={DOCKER}",
                 "chroot", str(root), "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root",
                 "/bin/sh", "-c", "cd /autograder && exec ./run_autograder"],
                stdout=out, stderr=subprocess.STDOUT, preexec_fn=group.enter, check=False,
            )  # fmt: skip
        seconds = time.monotonic() - began
    text = (results / "results.json").read_text(encoding="utf-8")
    shutil.copy(results / "results.json", CACHE / f"container-{name}.json")
    shutil.copy(results / "stdout", CACHE / f"container-{name}.stdout")
    outcome = Outcome(name, done.returncode, seconds, group.peak, group.cpu, json.loads(text))
    print(f"{name:28} exit {outcome.code}  score {outcome.score}  {seconds:5.1f} s  {group.cpu:5.1f} cpu s  "
          f"peak {group.peak:.0f} MB")  # fmt: skip
    return outcome


class Group:
    """A control group, or two of version 1, for one run."""

    def __init__(self, name: str) -> None:
        self.peak = self.cpu = 0.0
        unified = Path("/sys/fs/cgroup")
        self._v2 = (unified / "cgroup.controllers").exists()
        homes = [unified] if self._v2 else [unified / "memory", unified / "cpu", unified / "cpuacct"]
        self._folders = [home / f"grader-{os.getpid()}-{name}" for home in homes]
        for folder in self._folders:
            folder.mkdir()
        if self._v2:
            self._write(0, "memory.max", MEGABYTES << 20)
            self._write(0, "cpu.max", f"{int(CPUS * 100_000)} 100000")
        else:
            self._write(0, "memory.limit_in_bytes", MEGABYTES << 20)
            self._write(1, "cpu.cfs_quota_us", int(CPUS * 100_000))
            self._write(1, "cpu.cfs_period_us", 100_000)

    def _write(self, at: int, name: str, value: Any) -> None:
        (self._folders[at] / name).write_text(str(value))

    def show(self, place: Path) -> None:
        """As Docker does: the container sees its own limits."""
        if self._v2:
            run(["mount", "--bind", str(self._folders[0]), str(place)])
            return
        run(["mount", "-t", "tmpfs", "tmpfs", str(place)])
        for folder in self._folders:
            (place / folder.parent.name).mkdir()
            run(["mount", "--bind", str(folder), str(place / folder.parent.name)])

    def enter(self) -> None:
        """In the forked process: from here on limited."""
        for folder in self._folders:
            (folder / "cgroup.procs").write_text(str(os.getpid()))

    def leave(self) -> None:
        """Read what it took, kill what is left, remove the group."""
        peak, cpu = ("memory.peak", "cpu.stat") if self._v2 else ("memory.max_usage_in_bytes", "cpuacct.usage")
        self.peak = int((self._folders[0] / peak).read_text()) / 2**20
        used = (self._folders[-1] / cpu).read_text()
        self.cpu = float(used.split()[1]) / 1e6 if self._v2 else float(used) / 1e9
        self.left = [int(p) for p in (self._folders[0] / "cgroup.procs").read_text().split()]
        for pid in self.left:
            os.kill(pid, 9)
        for folder in self._folders:
            for _ in range(100):
                with contextlib.suppress(OSError):
                    folder.rmdir()
                    break
                time.sleep(0.05)


@contextlib.contextmanager
def limited(name: str) -> Iterator[Group]:
    group = Group(name)
    try:
        yield group
    finally:
        group.leave()
        claim(f"{name}: nothing of it runs on", not group.left)


# ── the submissions


def notebook(*cells: str) -> str:
    """A notebook of these cells."""
    made = [{"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": c} for c in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def example(name: str) -> Callable[[Path], None]:
    return lambda folder: shutil.copy(EXAMPLES / name, folder / name) and None


def text(name: str, content: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).write_text(content, encoding="utf-8") and None


FORGER = """
import os, json
def adam(g, alpha, beta1, beta2, eps, max_its, w):
    for path in ("/autograder/results/results.json", "/tmp/results.json"):
        try:
            with open(path, "w") as f:
                f.write('{"score": 100, "tests": []}')
        except OSError:
            pass
    folders = ("/autograder/source", "/autograder/results")
    raise RuntimeError([os.listdir(p) if os.access(p, os.R_OK) else p for p in folders])
"""
LEAVER = "import os\ndef momentum(g, alpha, beta, max_its, w):\n    os._exit(0)\n"
LOOPER = "def gradient_descent(g, alpha, max_its, w):\n    while True:\n        pass\n"
POISON = """
def gradient(w):
    import os
    base = "/opt/grader-cache"
    for folder, _, names in os.walk(base):
        for name in names[:3]:
            open(os.path.join(folder, name), "wb").write(b"poison")
        open(os.path.join(folder, "poison"), "wb").write(b"poison")
"""
BOMB = """
import numpy as np
def multi_start(g, alpha, max_its, starts):
    return [np.ones(10**8) for _ in range(99)]
"""
HOSTILE = notebook(FORGER, LEAVER, LOOPER, POISON, BOMB)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("zip", nargs="?", type=Path, help="the Gradescope zip; without it, it is made")
    parser.add_argument("--keep", action="store_true", help="use the image of the last run")
    given = parser.parse_args()
    zipped = given.zip or released()
    root = CACHE / "image" if given.keep and (CACHE / "image").exists() else image(zipped)
    if given.keep:
        refresh(root, zipped)
    cache = tree(root / "opt" / "grader-cache")
    late = METADATA | {"created_at": "2026-09-22T16:50:06.234567-07:00"}
    outcomes = {
        o.name: o
        for o in (
            grade(root, "right", example("right.ipynb")),
            grade(root, "right-with-metadata", example("right.ipynb"), METADATA),
            grade(root, "wrong", example("typical_mistakes.ipynb"), late),
            grade(root, "hostile", text("hostile.ipynb", HOSTILE), METADATA),
            grade(root, "empty", lambda folder: None),
            grade(root, "not-a-notebook", text("hw.ipynb", "this is not JSON"), METADATA),
        )
    }
    check(outcomes)
    claim("the compilation cache is as it was", tree(root / "opt" / "grader-cache") == cache)
    if not given.keep:
        grade_without_python(root)
    kept = [{k: v for k, v in vars(o).items() if k != "results"} | {"score": o.score} for o in outcomes.values()]
    (CACHE / "container.json").write_text(json.dumps(kept, indent=1))
    print("\n".join(f"FAILED: {words}" for words in BROKEN) or "every claim holds")
    return 1 if BROKEN else 0


def check(outcomes: dict[str, Outcome]) -> None:
    """The claims of the header, one by one."""
    from tests.support.gradescope_contract import Results

    for name, o in outcomes.items():
        Results.model_validate(o.results)
        claim(f"{name}: exits with 0", o.code == 0)
    for name in ("right", "right-with-metadata", "wrong"):
        claim(f"{name}: under {MAX_SECONDS} s", outcomes[name].seconds < MAX_SECONDS)
        claim(f"{name}: under {MAX_MEGABYTES} MB", outcomes[name].megabytes < MAX_MEGABYTES)
    claim("right: full marks", outcomes["right"].score == 100 == outcomes["right-with-metadata"].score)
    claim("wrong: some points and not all", 0 < (outcomes["wrong"].score or 0) < 100)
    claim("hostile: no points", outcomes["hostile"].score == 0)
    claim("empty: no points and a reason", outcomes["empty"].score == 0 and bool(outcomes["empty"].results["output"]))
    claim("not a notebook: no points", outcomes["not-a-notebook"].score == 0)
    claim("hostile: no file of ours was listed", "assignment.key" not in json.dumps(outcomes["hostile"].results))


def grade_without_python(root: Path) -> None:
    """Where Python cannot start, the shell's own result stands: without a score."""
    (root / "opt" / "grader" / "bin").rename(root / "opt" / "grader" / "gone")
    try:
        broken = grade(root, "no-python", example("right.ipynb"))
        claim("no Python: withheld, not 0", "score" not in broken.results and broken.code != 0)
    finally:
        (root / "opt" / "grader" / "gone").rename(root / "opt" / "grader" / "bin")


def released() -> Path:
    out = CACHE / "dist"
    run([sys.executable, "-m", "grader", "release", str(REPOSITORY / "assignments" / "first_order"), "-o", str(out)])
    return out / "first_order-gradescope.zip"


def refresh(root: Path, zipped: Path) -> None:
    """The zip's files again, into an image that is kept."""
    source = root / "autograder" / "source"
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(source)
    shutil.copy(source / "run_autograder", root / "autograder" / "run_autograder")
    (root / "autograder" / "run_autograder").chmod(0o755)
    run(["chmod", "-R", "go=", str(source)])


BROKEN: list[str] = []


def claim(words: str, holds: bool) -> None:
    if not holds:
        BROKEN.append(words)


def tree(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Size, mode and time of every file."""
    return {str(p.relative_to(folder)): (s.st_size, s.st_mode, s.st_mtime_ns)
            for p in folder.rglob("*") for s in (p.lstat(),)}  # fmt: skip


def size(folder: Path) -> float:
    return sum(p.lstat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def run(command: list[str], cwd: Path | None = REPOSITORY) -> None:
    subprocess.run(command, check=True, cwd=cwd)


if __name__ == "__main__":
    sys.exit(main())
