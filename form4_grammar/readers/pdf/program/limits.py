"""What a process may use."""

from __future__ import annotations


def limit(seconds: int, most: int) -> None:
    """Ends this process when it has computed so many seconds, and gives it no more than so many bytes."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
