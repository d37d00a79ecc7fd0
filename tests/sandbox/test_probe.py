"""The probe must say what is so: a layer that is missing has to show, and a layer that is there has to hold."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from support.other_users import copy_for_others, needs_open_python
from support.tables import read_written
from typer.testing import CliRunner

from grader.frontends.staff.commands import app
from grader.frontends.student import doctor
from grader.sandbox import probe as isolation
from grader.sandbox.environment import Limits
from grader.sandbox.isolation import landlock, profiles
from grader.sandbox.probe import Isolation, IsolationMissing, probe, require

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
root = pytest.mark.skipif(os.name == "posix" and os.geteuid() != 0, reason="only root has users to give")
PROMISES = set(isolation.PROMISES)
BY_SECCOMP = {
    "udp", "processes", "file-times", "descriptor-signals", "leases", "unix-sockets", "queues", "disk-reservations",
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return probe()


def test_every_promise_is_held_here(found):
    """This kernel has Landlock and seccomp."""
    assert not found.missing(tuple(PROMISES)), found.layers


@pytest.mark.parametrize(
    ("without", "lost"),
    [
        pytest.param(
            ("landlock",), {"secret-files", "public-files", "project-files", "writes-outside"}, marks=pytest.mark.slow
        ),
        pytest.param(("seccomp",), BY_SECCOMP, marks=pytest.mark.slow),
        (("landlock", "seccomp"), PROMISES - {"parents-environment"}),
    ],
)
def test_a_missing_layer_shows_in_what_the_child_could_do(without, lost):
    """UDP gets out past Landlock, signals reach the parent without its scopes."""
    report = probe(Isolation("same-user", without=without))
    refused_by_some_systems = {"new-system-calls"}  # a sysctl turns io_uring off
    assert set(report.missing(tuple(PROMISES))) - refused_by_some_systems == lost - refused_by_some_systems


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


@pytest.mark.parametrize("names", ["writes-outside", pytest.param("require", marks=pytest.mark.slow)])
def test_a_promise_that_is_required_is_refused_in_a_sentence(names, monkeypatch):
    """An old kernel without Landlock, as the command line says it: exit code 2, and no traceback."""
    plain = replace(profiles.expected_isolation(), without=("landlock",), due=())
    monkeypatch.setattr(isolation, "expected_isolation", lambda: plain)
    done = CliRunner().invoke(app, ["grade", "none.ipynb", "--key", "none.key", "--isolation", names])
    assert done.exit_code == 2 and isinstance(done.exception, SystemExit), done.exception
    assert "required isolation does not hold on this machine." in done.stderr
    assert "writes-outside: the child could: wrote" in done.stderr


@pytest.mark.slow
def test_what_needs_slow_probe_to_try_is_held_here():
    """Disk space and threads are bounded, and JAX computes behind all layers."""
    held = probe(slow=True)
    assert not held.missing(isolation.SLOW), held.layers


def test_a_folder_closed_to_others_is_named(monkeypatch, tmp_path):
    private = tmp_path / "private"
    (private / "python").mkdir(parents=True)
    private.chmod(0o700)
    for name in ("executable", "prefix", "base_prefix"):
        monkeypatch.setattr(sys, name, str(private / "python"))
    monkeypatch.setattr(profiles.sysconfig, "get_paths", lambda: dict.fromkeys(["stdlib", "purelib", "platlib"], "/"))
    for folder in (tmp_path, *tmp_path.parents):
        if str(folder).startswith("/tmp/"):
            folder.chmod(0o711)
    closed = [folder for folder in (private, *private.parents) if not folder.stat().st_mode & 0o001]
    assert profiles.closed_to_others() in map(str, closed) and private in closed


def test_a_folder_for_temporary_files_may_have_a_long_path(monkeypatch, tmp_path):
    """A socket's path has 108 bytes at most: the probe ended with a traceback, and all of Gradescope's run with it."""
    (deep := tmp_path / ("d" * 100)).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    with isolation.prepared_attempts() as canaries:
        assert set(canaries) == {*isolation.PROMISES, *isolation.SLOW}
        assert canaries["unix-sockets"][2].endswith("/datagrams")


def test_a_child_that_cannot_start_leaves_nothing_held(monkeypatch):
    monkeypatch.setattr(isolation, "Limits", lambda **_: Limits(start_seconds=0.01))
    report = probe()
    assert set(report.missing(tuple(PROMISES))) == PROMISES
    assert all("could not be tried" in report.layers[name] for name in PROMISES)


def test_the_graders_own_packages_are_unreadable_where_they_are_installed(tmp_path, monkeypatch):
    """On an instructor's machine the reference solution lies in site-packages, beside NumPy."""
    packages = tmp_path / "site-packages"
    for name in ("grader", "reference", "numpy"):
        (packages / name).mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [str(packages)])
    granted = {path: whole for path, whole in landlock.readable_paths() if packages in (path, *path.parents)}
    assert granted == {packages: False, packages / "numpy": True}


@pytest.fixture
def project(tmp_path):
    """A folder of homework that is its own environment, as `python -m venv .` makes it, with a key and results."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "course"], check=True)
    folder = tmp_path / "course"
    packages = next(folder.glob("lib/python*/site-packages"))
    libraries = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (packages / "libraries.pth").write_text("\n".join([*libraries, str(Path(landlock.__file__).parents[3])]))
    (folder / "results").mkdir()
    for name in ("homework.key", "results/gradebook.db", "lib/homework.key"):
        (folder / name).write_text("canary")
    for path in (*folder.rglob("*"), *folder.parents, folder):
        if path.owner() == folder.owner() and not path.is_symlink() and str(path) not in ("/", "/tmp"):
            path.chmod(path.stat().st_mode | 0o055)
    return folder


READ_THE_PROJECT = read_written(__file__, "probe_read_the_project.py")


@pytest.mark.parametrize("user", [None, pytest.param(65534, marks=[root, pytest.mark.slow])])
@pytest.mark.skipif(bool(profiles.closed_to_others()), reason="this Python is in a home that other users cannot enter")
def test_an_environment_that_is_the_projects_folder_opens_neither_key_nor_results(project, user):
    """`python -m venv .`: the folder of the environment is the one that holds the course."""
    options = {} if user is None else {"user": user, "group": user, "extra_groups": []}
    done = subprocess.run(
        [project / "bin/python", "-c", READ_THE_PROJECT], cwd=project, capture_output=True, text=True, **options,
        env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    refused, exposed = done.stdout.splitlines() or [done.stderr, ""]
    assert refused == "['PermissionError', 'PermissionError']"
    assert exposed.startswith(f"{project}/lib/homework.key lies in {project}/lib, which submissions may read:")
    assert "Move it to another folder, or install the grader into an environment elsewhere." in exposed


def test_doctor_says_that_submissions_could_read_the_folder_where_it_runs(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert doctor.readable_folder() == []
    monkeypatch.chdir(Path(os.__file__).parent)
    assert "which submissions may read" in doctor.readable_folder()[0]


def test_grade_refuses_a_key_among_pythons_libraries():
    """Nothing is graded, and a sentence says what to do."""
    words = ["grade", "none.ipynb", "--key", f"{os.__file__}/../x.key"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2 and isinstance(done.exception, SystemExit), done.exception
    assert "which submissions may read: Python or its libraries are installed there." in done.stderr


def test_an_editable_checkout_is_not_readable(monkeypatch, tmp_path):
    """`pip install -e` puts the whole checkout on sys.path: keys, solutions and all."""
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert not [path for path, _ in landlock.readable_paths() if path == tmp_path or path in tmp_path.parents]


@pytest.mark.slow
@root
@needs_open_python
def test_a_plain_user_has_the_same_promises():
    script = f"from grader.sandbox.probe import probe; print(probe().missing({tuple(PROMISES)}))"
    copy = copy_for_others()
    done = subprocess.run(
        [sys.executable, "-c", script], user=65534, group=65534, extra_groups=[], capture_output=True, text=True,
        cwd=copy, check=False,
    )  # fmt: skip
    shutil.rmtree(copy)
    assert done.stdout == "{}\n", done.stderr
