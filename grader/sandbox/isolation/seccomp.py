"""seccomp: only the system calls that computing and one's own files need are allowed; all others fail.

A call that is not named here is refused with EPERM, Python's PermissionError. The kernel's newer calls are refused with
ENOSYS, as on an older kernel, so that a C library falls back on the call that it used before. The list comes from
reading all calls of Linux 6.18, and from tracing JAX, NumPy, SciPy, Matplotlib, SQLite and honest homework. It allows
no sockets except pairs, no programs, no processes except threads, no look at other processes, no change of modes,
owners and times of files, not of open ones either (Landlock does not prevent those), no queues or shared memory, no
leases or signals through a descriptor, no disk space beyond a file's end, and no way out of the session and the
parent-death signal that end a job.

A new C library, NumPy or JAX may need one more name here. `grader doctor` runs JAX under this filter and says where it
fails. `tests/hostile` and `tests/sandbox/isolation/test_seccomp.py` try both sides.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

LOW_HALF = 0xFFFFFFFF  # the kernel reads an `int` argument from the register's low half
CLONE_THREAD = 0x10000  # <linux/sched.h>
AF_UNIX = 1
F_SETFL, O_ASYNC = 4, 0x2000  # <asm-generic/fcntl.h>
EPERM, ENOSYS = 1, 38
FIRST_NEW, LAST_NEW = 424, 511  # numbers that are the same on every architecture; Linux 6.18 ends at 469

ALLOWED = """
    read write pread64 pwrite64 readv writev preadv pwritev preadv2 pwritev2 lseek _llseek close close_range
    open openat creat dup dup2 dup3 pipe pipe2 sendfile sendfile64 copy_file_range fadvise64 readahead
    stat lstat fstat newfstatat fstatat64 statx statfs fstatfs access faccessat faccessat2 readlink readlinkat
    getdents getdents64 getcwd chdir fchdir umask getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr
    mkdir mkdirat rmdir unlink unlinkat rename renameat ftruncate fsync fdatasync
    poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd eventfd2
    recvfrom shutdown getsockname getpeername getsockopt setsockopt
    mmap mmap2 munmap mprotect mremap madvise msync mincore brk mbind get_mempolicy
    futex set_robust_list set_tid_address rseq exit exit_group gettid restart_syscall arch_prctl
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack pause
    alarm setitimer getitimer nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
    sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min
    getpid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getresgid getgroups
    getrusage getrlimit setrlimit getpriority sysinfo uname getcpu getrandom wait4 waitid
""".split()  # noqa: SIM905 - read and reviewed as lines of names

# Calls by the values of one argument, counted from 0: only these are allowed.
ONLY = {
    ("fcntl", 1): (
        0, 1, 2, 3, 5, 6, 7,  # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_GETLK, F_SETLK, F_SETLKW
        36, 37, 38, 1030, 1032,  # locks of open files, F_DUPFD_CLOEXEC, F_GETPIPE_SZ
    ),
    ("ioctl", 1): (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451),  # is it a terminal, its size; FIONREAD to FIOCLEX
    ("prctl", 0): (2, 3, 15, 16, 0x53564D41),  # PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_SET_VMA
    ("renameat2", 4): (0, 1, 2),  # RENAME_NOREPLACE, RENAME_EXCHANGE; a whiteout is a device
    ("socketpair", 0): (AF_UNIX,),
}  # fmt: skip
NO_POINTER = {"sendto": 4}  # no address: to the other end of a pair

# The numbers of allowed calls that an older libseccomp does not know.
NUMBERS = {"close_range": 436, "faccessat2": 439}


def restrict_system_calls(library: Any) -> None:
    """Leave this process only the calls above.

    `library` is the module pyseccomp, or None where there is none. Raises OSError with the reason if it cannot hold.
    """
    if library is None:
        raise OSError("pyseccomp or libseccomp is missing" if sys.platform == "linux" else "only Linux has seccomp")
    rules = library.SyscallFilter(library.ERRNO(EPERM))
    rules.set_attr(library.Attr.CTL_TSYNC, 1)  # all threads, if there are any
    allowed = {call_number(library, name) for name in ALLOWED}
    for number in allowed:
        _add(rules, library.ALLOW, number)
    for name, *conditions in _conditions(library):
        _add(rules, library.ALLOW, call_number(library, name), *conditions)
    for number in {*range(FIRST_NEW, LAST_NEW + 1)} - allowed:  # with clone3: glibc then uses clone, which is checked
        _add(rules, library.ERRNO(ENOSYS), number)
    rules.load()


def _conditions(library: Any) -> Iterator[tuple[Any, ...]]:
    """The name of a call, and conditions on its arguments under which it is allowed."""

    def masked(argument: int, mask: int, value: int) -> Any:
        return library.Arg(argument, library.MASKED_EQ, mask, value)

    for (name, argument), values in ONLY.items():
        for value in values:
            yield name, masked(argument, LOW_HALF, value)
    for name, argument in NO_POINTER.items():
        yield name, library.Arg(argument, library.EQ, 0)
    for name in ("kill", "tgkill"):
        yield name, masked(0, LOW_HALF, os.getpid())
    for pid in (0, os.getpid()):  # not of others: a limit of 1 s of CPU would kill the grader
        yield "prlimit64", masked(0, LOW_HALF, pid)
    yield "fcntl", masked(1, LOW_HALF, F_SETFL), masked(2, O_ASYNC, 0)
    yield "clone", masked(0, CLONE_THREAD, CLONE_THREAD)


def call_number(library: Any, name: str) -> int:
    """The call's number; negative where this architecture does not have it."""
    try:
        return NUMBERS.get(name) or library.resolve_syscall(library.Arch.NATIVE, name)
    except (OSError, ValueError):
        return -1


def _add(rules: Any, action: Any, number: int, *conditions: Any) -> None:
    if number >= 0:
        rules.add_rule(action, number, *conditions)
