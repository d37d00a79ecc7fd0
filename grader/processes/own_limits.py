"""Limits that a process of ours sets for itself, before it looks at anything that a student wrote."""

from __future__ import annotations

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]


def limit_this_process(memory_mb: int, file_mb: int = 0) -> None:
    """Allow so much memory, and files of at most this size to be written: none, unless a size is given."""
    if resource is not None:
        _set_soft_limit(resource.RLIMIT_AS, memory_mb << 20)
        _set_soft_limit(resource.RLIMIT_CORE, 0)
        _set_soft_limit(resource.RLIMIT_FSIZE, file_mb << 20)


def limit_time(cpu_seconds: int) -> None:
    """Allow so many seconds of computing from now on; then the system ends this process with SIGXCPU."""
    if resource is not None:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        _set_soft_limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + 1 + cpu_seconds)


def _set_soft_limit(limit: int, value: int) -> None:
    _, hard = resource.getrlimit(limit)
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
