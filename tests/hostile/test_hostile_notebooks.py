"""Nothing a student's code does makes a score, learns a secret, loses a result or outlives its run."""

from __future__ import annotations

import random
import re
import shutil
import time
from typing import TYPE_CHECKING

import arena
import psutil
import pytest
from conftest import Ended, needs_linux, needs_root
from notebooks import (
    ATTACKS,
    cache,
    crossings,
    daemons,
    forms,
    kernel,
    native,
    protocol,
    public,
    seams,
    side_effects,
    spies,
    writes,
)

if TYPE_CHECKING:
    from attack import Attack

pytestmark = needs_linux

SMOKE = ("a17_equal_to_all", "a25_world_readable_key", "a32_forged_reply")  # as root; the rest is slow
SAMPLE = (  # one of each kind, which `make power QUICK=1` tries as well
    *SMOKE, "a01_sys_exit", "a04_endless_loop", "a09_numpy_bomb", "a19_patched_comparisons", "a27_results", "a30_daemon",
    "a37_udp", "a41_hidden_inputs_in_an_exception", "a43_public_answers_by_heart",
    "a51_kills_the_parent", "a58_html", "a71_driver_frames",
)  # fmt: skip
SYSTEM = [
    attack.name
    for theme in (crossings, kernel, native, spies, cache, writes, daemons, protocol, public)
    for attack in theme.ATTACKS
]
ALIKE = {attack.name for theme in (forms, seams, side_effects) for attack in theme.ATTACKS}  # whoever runs them
DEPENDING = [name for name in ATTACKS if name not in ALIKE]
PROFILES = {
    "root": ATTACKS, "user": DEPENDING, "container": DEPENDING,
    "fresh": SYSTEM, "root_one_user": SYSTEM, "old_kernel": SYSTEM,
}  # fmt: skip
MAX_SECONDS, MAX_MB = 60, 200
OPEN_TO_ALL = {"PUBLIC", "OTHER", "RESULTS"}  # what a user of his own can read where there is no Landlock


def rows():
    for profile, names in PROFILES.items():
        for name in names:
            marks = [] if profile == "user" else [needs_root]
            if profile != "root" or name not in SMOKE:
                marks.append(pytest.mark.slow)
            if name in {"root": SAMPLE, "user": ("a25_world_readable_key", "a51_kills_the_parent")}.get(profile, ()):
                marks.append(pytest.mark.sample)
            yield pytest.param(profile, name, marks=marks, id=f"{profile}-{name}")


@pytest.mark.parametrize(("profile", "name"), list(rows()))
def test_a_hostile_notebook_gets_what_it_deserves_and_harms_nobody(profile, name, outcome, record_property):
    """Each row of `notebooks/` says what the attacked question may earn."""
    record_property("profile", profile)
    seen = outcome(profile, name)
    complaints = [
        *about_the_attacked(ATTACKS[name], seen, profile),
        *about_the_honest(ATTACKS[name], seen),
        *about_the_world(profile, seen),
    ]
    record_property("complaints", complaints)
    assert not complaints, "\n".join([*complaints, question(seen, ATTACKS[name].attacked)["message"]])


def question(seen: dict, name: str) -> dict:
    return seen["report"]["questions"][name]


def about_the_attacked(attack: Attack, seen: dict, profile: str):
    attacked = question(seen, attack.attacked)
    share = attacked["earned"] / attacked["possible"]
    if share > attack.most + 1e-9:
        yield f"forged: earned {share:.2f} of the points, where {attack.most:.2f} is the most"
    if share < attack.least - 1e-9:
        yield f"lost: earned {share:.2f} of the points, where {attack.least:.2f} is due"
    if attacked["status"] not in attack.statuses:
        yield f"status {attacked['status']}, expected {attack.statuses}"
    refused = profile != "old_kernel"  # there a submission may read what everybody may
    if refused and attack.says and not re.search(attack.says, attacked["message"], re.DOTALL):
        yield f"the message does not match {attack.says!r}"


def about_the_honest(attack: Attack, seen: dict):
    for name in attack.spares:
        honest = question(seen, name)
        if honest["earned"] < honest["possible"] - 1e-9:
            yield f"lost: {name} is right, and got {honest['earned']} ({honest['status']}): {honest['message']}"


def about_the_world(profile: str, seen: dict):
    leaked = set(seen["leaks"]) - (OPEN_TO_ALL if profile == "old_kernel" else set())
    changed = [c for c in seen["changed"] if profile != "old_kernel" or not _open_to_all(c)]
    for what, harm in {
        "leaked": leaked, "changed": changed, "survivors": seen["survivors"], "folders left": seen["left"],
        "messages heard": seen["traffic"], "unprintable": _unprintable(seen["report"]),
        "MB": seen["memory"] if seen["memory"] > MAX_MB else 0,
        "seconds": seen["seconds"] if seen["seconds"] > MAX_SECONDS else 0,
        "the process that forks was ended": not seen["fork_server"],
    }.items():  # fmt: skip
        if harm:
            yield f"{what}: {harm}"


def _open_to_all(name: str) -> bool:
    """Without Landlock a submission can write where everybody can: the arena's `results`, `open`, and /tmp."""
    return name in ("entries", "marks", "times") or "results" in name or "/open" in name or name.startswith("text of")


def _unprintable(report: dict) -> list[str]:
    return [text[:80] for text in arena.texts(report) if arena.UNPRINTABLE.search(text)]


def test_every_attack_has_a_verdict():
    """At least 60 attacks; each names the statuses and the points that it may get."""
    assert len(ATTACKS) >= 60 and set(SAMPLE) <= ATTACKS.keys()
    assert all(attack.statuses and attack.least <= attack.most for attack in ATTACKS.values())


@pytest.mark.slow
@needs_root
@pytest.mark.parametrize(
    ("name", "sign"),
    [("a25_secret_file", "leaks"), ("a25_world_readable_key", "leaks"), ("a37_udp", "traffic"), ("a27_results", "changed"),
     ("a51_limits_the_parent", "changed"), ("a35_programs", "changed")],
)  # fmt: skip
def test_without_the_layers_the_canaries_sing(name, sign, outcome):
    """Control: without isolation the attack succeeds, so that its failure elsewhere shows something."""
    try:
        assert outcome("naked", name)[sign]
    except Ended:  # a limit on the process that grades ended it
        assert name == "a51_limits_the_parent"


@pytest.mark.slow
@needs_root
@pytest.mark.parametrize("attempt", range(5))
@pytest.mark.parametrize("profile", ["root", "user"])
def test_kill_anytime(profile, attempt, start):
    """kill -9 of the grading process leaves no student's code behind: a child dies with its parent."""
    names = ["a61_busy_threads", "a05_endless_and_deaf", "a30_ignores_the_parents_death", "a51_kills_the_parent"]
    random.shuffle(names)
    with start(profile, *names) as process:
        time.sleep(random.uniform(0.2, 6.0))
        grading = psutil.Process(process.pid)
        grading.suspend()  # or it could start another child while we look
        left = grading.children(recursive=True)
        folders = [folder for folder in map(_folder, left) if folder]
        grading.kill()
    _, alive = psutil.wait_procs(left, timeout=10)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    for survivor in alive:
        survivor.kill()
    assert not alive


def _folder(process: psutil.Process) -> str:
    try:
        return process.cwd() if "grader-jobs" in process.cwd() else ""
    except psutil.Error:
        return ""
