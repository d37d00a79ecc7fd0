"""Run hostile notebooks under one profile of isolation; print a JSON line for each.

    python driver.py PROFILE FOLDER [NAME...]        without names they are read from standard input

root            root: every job has its own user
fresh           the same, in a process of its own: what is done where none can be forked
root_one_user   root, where no other user could read this Python: Landlock and seccomp, no capabilities
user            an ordinary user who grades as himself
container       root with Docker's default capabilities and system calls
old_kernel      the same without Landlock: what is open to all can be read, and nothing else
naked           no layers at all: the control, where attacks succeed
files           hostile files instead of notebooks, under this machine's own profile

In all but `fresh` and `naked` the child is forked from a fork server, as `check`, `grade` and Gradescope do it.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), *map(str, Path(__file__).resolve().parents[1:3])]

DOCKERS = (
    "chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,net_raw,sys_chroot,mknod,"
    "audit_write,setfcap"
)
# Calls that Docker's default profile refuses without CAP_SYS_ADMIN and its like (moby/profiles, default.json).
REFUSED_BY_DOCKER = """
    unshare setns mount umount2 pivot_root move_mount open_tree fsopen fsmount fsconfig fspick mount_setattr
    bpf perf_event_open fanotify_init lookup_dcookie quotactl swapon swapoff reboot acct syslog
    kexec_load kexec_file_load init_module finit_module delete_module iopl ioperm settimeofday clock_settime
    sethostname setdomainname add_key request_key keyctl userfaultfd io_uring_setup io_uring_enter io_uring_register
    open_by_handle_at vhangup
""".split()  # noqa: SIM905
CLONE_NEW = 0x7E020000  # all of CLONE_NEW*


def enter(profile: str) -> None:
    """Restart this program with the user and the capabilities of the profile."""
    again = [sys.executable, __file__, "+" + profile, *sys.argv[2:]]
    if profile in ("container", "old_kernel"):
        _like_docker()
        bounds = ["-all", *(f"+{name}" for name in DOCKERS.split(","))]
        os.execvp("setpriv", ["setpriv", "--bounding-set", ",".join(bounds), "--inh-caps", ",".join(bounds), *again])
    if profile == "user" and os.geteuid() == 0:
        again[1], user = _copied(Path(sys.argv[2]).parent), Path(sys.argv[2]).stat().st_uid
        os.execvp(
            "setpriv", ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--no-new-privs", *again]
        )
    os.execv(again[0], again)


def _copied(folder: Path) -> str:
    """The path of this program in a copy of the repository that the user can read."""
    from support.other_users import CLONE, copy_for_others

    copies = folder.glob("grader-copy-*/tests/hostile/driver.py")  # made by an earlier process
    return str(next(copies, None) or copy_for_others(folder) / Path(__file__).resolve().relative_to(CLONE))


def _like_docker() -> None:
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.set_attr(seccomp.Attr.CTL_NNP, 0)
    for name in REFUSED_BY_DOCKER:
        rules.add_rule(seccomp.ERRNO(1), name)
    for bit in range(17, 31):
        if CLONE_NEW & (1 << bit):
            rules.add_rule(seccomp.ERRNO(1), "clone", seccomp.Arg(0, seccomp.MASKED_EQ, 1 << bit, 1 << bit))
    rules.add_rule(seccomp.ERRNO(38), "clone3")
    rules.load()


def main(profile: str, folder: Path, names: list[str]) -> None:
    import arena
    from files import FILES
    from notebooks import ATTACKS

    from grader.judging.checks import check_process
    from grader.model.key import read_key
    from grader.processes.fork_server import ForkServer
    from grader.sandbox.cache import warming
    from grader.sandbox.child_process import ChildProcess
    from grader.sandbox.confined_process import ConfinedProcess
    from grader.sandbox.environment import Environment
    from grader.sandbox.isolation import profiles

    jobs: list[tuple[int, str, int]] = []  # user, folder, first process
    started, made = ChildProcess.start, ConfinedProcess.__init__

    def noted(*arguments):
        new = started(*arguments)
        jobs.append((new.user, new.folder, new.pid))
        return new

    def noted_check(self, *arguments, **options):
        made(self, *arguments, **options)
        jobs.append((self.work_dir.user, self.work_dir.path, self.process.pid))

    ChildProcess.start = staticmethod(noted)  # type: ignore[method-assign]
    ConfinedProcess.__init__ = noted_check  # type: ignore[method-assign]
    check_process.limits = check_process.CheckLimits(cpu_seconds=2, wall_seconds=20.0)
    isolation = {
        "root_one_user": profiles.Isolation("same-user", due=("landlock", "seccomp", "no-capabilities")),
        "old_kernel": profiles.Isolation("own-user", due=("own-user", "seccomp"), without=("landlock",)),
        "naked": profiles.Isolation("same-user", without=("landlock", "seccomp", "no-capabilities", "own-user")),
    }.get(profile) or profiles.expected_isolation()
    if profile in ("user", "root", "fresh", "container"):
        isolation = replace(isolation, due=(*isolation.due, "landlock", "seccomp"))
    key = read_key(folder / "work/arena.key")
    os.environ["CANARY_TOKEN"] = arena.TOKENS["ENVIRONMENT"]
    corpus = FILES if profile == "files" else ATTACKS
    ears = arena.Ears(folder)
    fork_server = ForkServer() if profile not in ("fresh", "naked") else None
    cache = warming.warmed(folder / arena.CACHE)
    environment = Environment(isolation=isolation, cache=cache, fork_server=fork_server)
    with arena.system_v_queues() as queues:
        where = arena.places(folder, ears, queues, cache)
        for name in names or map(str.strip, sys.stdin):
            jobs.clear()
            seen = _once(corpus[name], key, environment, folder, where, jobs)
            seen |= {"traffic": ears.heard(), "fork_server": fork_server is None or alive(fork_server)}
            print(json.dumps(seen), flush=True)


def alive(fork_server) -> bool:
    """Whether the fork server's process still runs."""
    stat = Path(f"/proc/{fork_server.pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def _once(attack, key, environment, folder, where, jobs) -> dict:
    import arena
    from files import File

    from grader.extraction import reader
    from grader.judging.checks import check_process
    from grader.judging.judge import judge
    from grader.sandbox import transcribe
    from grader.sandbox.environment import Limits

    work = folder / "work"
    if isinstance(attack, File):
        path = Path(tempfile.mkdtemp(dir=work), attack.file_name)
        attack.make(path)
    else:
        path = work / f"{attack.name}.ipynb"
        path.write_text(attack.notebook(where), encoding="utf-8")
        key = replace(key, checks=attack.checks(where) or key.checks)
    limits = Limits(case_seconds=3, question_seconds=8, timeouts_per_question=1, memory_mb=768)
    before, began = arena.surroundings(folder), time.monotonic()
    memory = arena.peak(anew=True)
    transcript = transcribe.transcribe(path, key, replace(environment, limits=limits))
    seconds = time.monotonic() - began
    reader.close()  # it waits for the next file, and is no survivor
    report = judge(key, transcript).to_data()
    check_process.close()
    staff = (
        json.dumps([report, transcript.notes, [vars(d) for d in transcript.definitions.values()]])
        + transcript.to_json()
    )
    return {
        "name": attack.name,
        "seconds": round(seconds, 2),
        "report": report,
        "notes": list(transcript.notes),
        "leaks": arena.leaks(json.dumps(report | {"submission": ""}), staff),
        "survivors": arena.survivors(jobs, environment.fork_server.pid if environment.fork_server else 0),
        "left": [folder for _, folder, _ in jobs if arena.stays(folder)],
        "changed": arena.changed(before, arena.surroundings(folder)),
        "memory": arena.peak() - memory,
        "jobs": len(jobs),
    }


if __name__ == "__main__":
    if sys.argv[1].startswith("+"):
        main(sys.argv[1][1:], Path(sys.argv[2]), sys.argv[3:])
    else:
        enter(sys.argv[1])
