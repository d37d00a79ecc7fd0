"""What is said where a layer of isolation is missing: the same words in every command, on pages and in documents."""

from __future__ import annotations

from collections.abc import Mapping

NONE = "none"  # of `--isolation`: go on without the layers that are due
RULE = (
    "Landlock, seccomp and, for root, a user of its own for each submission are due wherever code runs beside an "
    "instructor's key. Where one of them is missing the grader stops, unless you say `--isolation none`."
)
WITHOUT = {  # what code can do then
    "landlock": "it can read keys, results and the work of others",
    "seccomp": "it can use the network and start programs",
    "own-user": "it runs as root, and can reach root's processes and files as far as no other layer holds",
    "no-capabilities": "it keeps the powers of root",
}
WAYS = {  # to get a layer
    "landlock": "Landlock takes Linux 5.13 or newer and the package landlockpy (pip install landlockpy).",
    "seccomp": "seccomp takes Linux, the package pyseccomp (pip install pyseccomp) and the system's libseccomp2.",
    "own-user": "A user of its own takes a Python in a folder that other users can enter, such as /opt.",
}
CONTAINER = "On macOS and Windows grade in a container: Containerfile says how."


def missing_lines(missing: Mapping[str, str]) -> list[str]:
    """A line for each missing layer, with the reason and what follows; `missing` is by `Isolation.missing`."""
    return [
        f"Isolation is missing: {name}: {reason}. Where code of others runs, {WITHOUT.get(name, 'it can do more')}."
        for name, reason in missing.items()
    ]


def refusal(missing: Mapping[str, str]) -> str:
    """What a command says that stops for these layers: what is missing, the ways to get it, and the way on."""
    ways = [WAYS[name] for name in missing if name in WAYS]
    lines = [*missing_lines(missing), "Nothing was run.", *ways, CONTAINER, RULE, "`grader doctor` tries every layer."]
    return "\n".join(lines)
