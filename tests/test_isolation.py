"""The probe must say what is so: a layer that is missing has to show, and a layer that is there has to hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from other_users import copy_for_others, needs_open_python

from grader import filetree, isolation, layers
from grader.isolation import Isolation, IsolationMissing, probe, require

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
root = pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="only root has users to give")
PROMISES = {
    "secret-files", "public-files", "writes-outside", "parents-environment",
    "signals", "tcp", "udp", "programs", "processes",
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return probe()


def test_every_promise_is_held_here(found):
    """This kernel has Landlock and seccomp: facts 3.2, 67 of 67 attacks stopped as root and as a plain user."""
    assert not found.missing(tuple(PROMISES)), found.layers


def test_what_holds_is_due_from_then_on(found):
    assert {"landlock", "seccomp", "limits", "parent-death", "no-new-privileges"} <= set(found.due)


@pytest.mark.parametrize(
    ("without", "lost"),
    [
        (("landlock",), {"secret-files", "public-files", "writes-outside"}),
        (("seccomp",), {"udp", "processes"}),
        (("landlock", "seccomp"), PROMISES - {"parents-environment"}),
    ],
)
def test_a_missing_layer_shows_in_what_the_child_brings_home(without, lost):
    """Facts 2.1: UDP gets out past Landlock, signals reach the parent without its scopes."""
    report = probe(Isolation("same-user", without=without))
    assert set(report.missing(tuple(PROMISES))) == lost


@root
def test_a_user_of_ones_own_hides_secret_files_without_landlock_and_seccomp():
    """The layer that carries a Gradescope container whose kernel is old."""
    report = probe(Isolation("own-user", without=("landlock", "seccomp")))
    assert not report.missing(("own-user", "secret-files", "signals", "parents-environment"))


def test_require_names_the_layer_and_the_reason(found):
    require(found, ["landlock", "tcp"])
    lacking = Isolation("process", {"landlock": "this kernel has no Landlock", "seccomp": "held"})
    with pytest.raises(IsolationMissing, match="landlock: this kernel has no Landlock"):
        require(lacking, ["seccomp", "landlock"])
    with pytest.raises(IsolationMissing, match="Did you mean 'seccomp'"):
        require(lacking, ["secomp"])


def test_require_means_every_promise_and_is_refused_in_a_sentence():
    """An old kernel without Landlock, as the command line tells it: exit code 2, and no traceback."""
    script = (
        "from dataclasses import replace; from grader import isolation, layers, cli;"
        "plain = replace(layers.expected(), without=('landlock',), due=());"
        "isolation.expected = lambda: plain; cli.main()"
    )
    words = ["grade", "none.ipynb", "--key", "none.key", "--isolation", "require"]
    done = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert "required isolation does not hold on this machine." in done.stderr
    assert "writes-outside: the child could: wrote" in done.stderr


@root
def test_python_in_a_private_home_means_the_same_user_and_a_note(monkeypatch):
    """uv, conda and pyenv put it under /root, where no other user can go: facts 0.9."""
    monkeypatch.setattr(layers, "closed_to_others", lambda: "/root")
    found = probe()
    assert found.profile == "same-user"
    assert "other users cannot read /root" in found.notes[0]
    assert not found.missing(tuple(PROMISES))


def test_a_folder_closed_to_others_is_named(monkeypatch, tmp_path):
    private = tmp_path / "private"
    (private / "python").mkdir(parents=True)
    private.chmod(0o700)
    for name in ("executable", "prefix", "base_prefix"):
        monkeypatch.setattr(sys, name, str(private / "python"))
    monkeypatch.setattr(layers.sysconfig, "get_paths", lambda: dict.fromkeys(["stdlib", "purelib", "platlib"], "/"))
    for folder in (tmp_path, *tmp_path.parents):
        if str(folder).startswith("/tmp/"):
            folder.chmod(0o711)
    assert layers.closed_to_others() == str(private)


def test_a_child_that_cannot_start_leaves_nothing_held(monkeypatch):
    monkeypatch.setattr(
        isolation, "Limits", lambda **_: __import__("grader.sandbox").sandbox.Limits(start_seconds=0.01)
    )
    report = probe()
    assert set(report.missing(tuple(PROMISES))) == PROMISES
    assert all("could not be tried" in report.layers[name] for name in PROMISES)


def test_the_graders_own_packages_are_unreadable_where_they_are_installed(tmp_path, monkeypatch):
    """On an instructor's machine the reference solution lies in site-packages, beside NumPy."""
    packages = tmp_path / "site-packages"
    for name in ("grader", "reference", "numpy"):
        (packages / name).mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(packages)])
    granted = {path: whole for path, whole in filetree._readable(()) if packages in (path, *path.parents)}
    assert granted == {packages: False, packages / "numpy": True}


def test_an_editable_checkout_is_not_readable(monkeypatch, tmp_path):
    """`pip install -e` puts the whole checkout on sys.path: keys, solutions and all."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert not [path for path, _ in filetree._readable(()) if path == tmp_path or path in tmp_path.parents]


@pytest.mark.slow
@root
@needs_open_python
def test_a_plain_user_has_the_same_promises():
    script = f"from grader import isolation; print(isolation.probe().missing({tuple(PROMISES)}))"
    copy = copy_for_others()
    done = subprocess.run(
        [sys.executable, "-c", script], user=65534, group=65534, extra_groups=[], capture_output=True, text=True,
        cwd=copy, check=False,
    )  # fmt: skip
    shutil.rmtree(copy)
    assert done.stdout == "{}\n", done.stderr
