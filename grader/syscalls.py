"""seccomp: the system calls that no student's function needs fail with EPERM, Python's PermissionError.

A list of what is refused, not of what is allowed: it outlives new versions of NumPy and JAX. No sockets, no programs,
no new processes (threads are JAX's daily bread), no looking into or signalling of other processes, no change of modes
and owners, which Landlock leaves open, and no way out of the session and the parent-death signal that end a job.
"""

from __future__ import annotations

import os
import sys
from typing import Any

PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4  # <linux/prctl.h>
F_SETOWN, F_SETSIG, F_SETOWN_EX = 8, 10, 15  # <linux/fcntl.h>
LOW_HALF = 0xFFFFFFFF
CLONE_THREAD = 0x10000  # <linux/sched.h>
EPERM, ENOSYS = 1, 38

REFUSED = """
    socket connect bind listen accept accept4
    execve execveat fork vfork setsid setpgid
    ptrace process_vm_readv process_vm_writev process_madvise pidfd_open pidfd_getfd pidfd_send_signal kcmp
    tkill rt_sigqueueinfo rt_tgsigqueueinfo
    setpriority ioprio_set sched_setaffinity sched_setscheduler sched_setparam sched_setattr migrate_pages move_pages
    unshare setns mount umount2 pivot_root chroot move_mount open_tree fsopen fsmount fsconfig fspick mount_setattr
    io_uring_setup io_uring_enter io_uring_register memfd_create memfd_secret userfaultfd perf_event_open bpf
    add_key request_key keyctl inotify_init inotify_init1 fanotify_init name_to_handle_at open_by_handle_at
    shmget shmat msgget semget mq_open
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat truncate
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
    setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid setfsgid capset personality
    acct swapon swapoff reboot syslog kexec_load kexec_file_load init_module finit_module delete_module
    settimeofday adjtimex clock_settime clock_adjtime sethostname setdomainname iopl ioperm quotactl lookup_dcookie
""".split()  # noqa: SIM905 - read and reviewed as lines of names


def restrict(seccomp: Any) -> None:
    """Refuse these calls to this process, for ever; `seccomp` is the module pyseccomp, or None where there is none.

    Raises OSError with the reason if it cannot hold.
    """
    if seccomp is None:
        raise OSError("pyseccomp or libseccomp is missing" if sys.platform == "linux" else "only Linux has seccomp")
    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.set_attr(seccomp.Attr.CTL_TSYNC, 1)  # all threads, should there be any
    for name in REFUSED:
        _refuse(seccomp, rules, name)
    no_thread = seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_THREAD, 0)
    _refuse(seccomp, rules, "clone", no_thread)  # a new process: no bombs, no daemons; threads are JAX's daily bread
    _refuse(seccomp, rules, "clone3", number=ENOSYS)  # its flags cannot be seen here, and glibc then asks for clone
    for call in ("kill", "tgkill"):
        _refuse(seccomp, rules, call, seccomp.Arg(0, seccomp.NE, os.getpid()))
    _refuse(seccomp, rules, "prlimit64", seccomp.Arg(0, seccomp.NE, 0))  # others': a limit of 1 s of CPU would kill us
    for option in (PR_SET_PDEATHSIG, PR_SET_DUMPABLE):
        _refuse(seccomp, rules, "prctl", seccomp.Arg(0, seccomp.MASKED_EQ, LOW_HALF, option))
    for command in (F_SETOWN, F_SETSIG, F_SETOWN_EX):  # a pipe that sends signals; Landlock stops them since Linux 6.12
        _refuse(seccomp, rules, "fcntl", seccomp.Arg(1, seccomp.MASKED_EQ, LOW_HALF, command))
    rules.load()


# Calls younger than some libseccomp that is still in use; numbers from 424 on are the same on every architecture.
YOUNG = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "fspick": 433, "pidfd_open": 434, "clone3": 435,
    "pidfd_getfd": 438, "process_madvise": 440, "mount_setattr": 442, "memfd_secret": 447, "fchmodat2": 452,
}  # fmt: skip


def _refuse(seccomp: Any, rules: Any, call: str, *arguments: Any, number: int = EPERM) -> None:
    try:
        code = YOUNG.get(call) or seccomp.resolve_syscall(seccomp.Arch.NATIVE, call)
        rules.add_rule(seccomp.ERRNO(number), code, *arguments)
    except (OSError, ValueError):  # a call that this kernel's or this architecture's libseccomp does not know
        return
