"""The steps of `Containerfile` in a plain root made by debootstrap, where there is no builder of containers.

    make test-image            or   python tests/container/containerfile.py, where dist/first_order.key is

Needs root and debootstrap. The steps run in a chroot with this machine's network and pip settings; then `grader doctor`
must find that every layer of isolation holds, and a class is graded, with Docker's default capabilities and no network.
Docker's default list of system calls is not applied: it allows what the layers need. Exits with 1 if a step fails.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from run import CACHE, DOCKER, EXAMPLES, REPOSITORY, base, mounted, run, this_machines_network

ROOT = CACHE / "class-image"
ENVIRONMENT = ["-i", "PATH=/opt/grader/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root"]


def steps() -> Iterator[tuple[str, str]]:
    """(instruction, arguments) of each step; lines that end in a backslash go on."""
    text = (REPOSITORY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", "")
    for line in text.splitlines():
        if match := re.match(r"(RUN|COPY) +(.+)", line):
            yield match[1], match[2]


def build() -> None:
    shutil.rmtree(ROOT, ignore_errors=True)
    run(["cp", "-a", str(base()), str(ROOT)])
    with mounted(ROOT), this_machines_network(ROOT) as variables:
        for instruction, words in steps():
            if instruction == "COPY":
                copy_source(ROOT / words.split()[1].lstrip("/"))
            else:
                run(["chroot", str(ROOT), "/usr/bin/env", *variables, "sh", "-ec", words])


def copy_source(folder: Path) -> None:
    """What git tracks, as it is now."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(REPOSITORY / name, folder / name)


def inside(*command: str) -> str:
    """What the command prints in /class, as a container's root."""
    script = "mkdir -p /class && cd /class && exec " + " ".join(command)
    limited = ["unshare", "--net", "--ipc", "--uts", "--", "setpriv", f"--bounding-set={DOCKER}", "chroot", str(ROOT)]
    with mounted(ROOT):
        done = subprocess.run(
            [*limited, "/usr/bin/env", *ENVIRONMENT, "sh", "-c", script],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
    print(done.stdout)
    if done.returncode:
        sys.exit(f"{' '.join(command)} exits with {done.returncode}")
    return done.stdout


def main() -> None:
    build()
    if "All well." not in inside("grader", "doctor"):
        sys.exit("a layer does not hold")
    shutil.copytree(EXAMPLES, ROOT / "class" / "submissions", dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "dist" / "first_order.key", ROOT / "class")
    inside("grader", "grade", "submissions", "--key", "first_order.key", "-o", "results", "--isolation", "require")


if __name__ == "__main__":
    main()
