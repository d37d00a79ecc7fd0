"""The list of system calls names what exists, each once, and nothing that a job must not have."""

from __future__ import annotations

import sys

import pytest

from grader.sandbox.isolation import seccomp

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="system calls are Linux's")
FORBIDDEN = """
    socket connect bind listen accept accept4 sendmsg sendmmsg execve execveat fork vfork clone3 setsid setpgid ptrace
    kill tgkill tkill prlimit64 fcntl ioctl prctl clone sendto socketpair utimensat chmod chown link symlink mknod
    fallocate flock memfd_create io_uring_setup msgsnd msgctl semop semctl shmctl shmat mq_open splice tee vmsplice
    seccomp setns unshare mount pidfd_open keyctl bpf userfaultfd timer_create sync mlock setpriority
""".split()  # noqa: SIM905 - names


def test_the_list_names_each_call_once_and_none_that_needs_a_condition():
    assert len(seccomp.ALLOWED) == len(set(seccomp.ALLOWED))
    assert not set(seccomp.ALLOWED) & set(FORBIDDEN)


def test_every_name_is_a_call_of_some_architecture():
    """A name that is misspelt would be refused in silence."""
    library = pytest.importorskip("pyseccomp")
    unknown = {name for name in seccomp.ALLOWED if seccomp.call_number(library, name) == -1}
    assert not unknown - set(seccomp.NUMBERS)
