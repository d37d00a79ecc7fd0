"""What the user can fix, for every command and option: exit code 2, a few words that name it, and nothing left behind.

Whatever else goes wrong is a bug of ours, and must stay a traceback.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from support import small

from grader.course.classroom import grading
from grader.frontends.github import command as github_cli
from grader.frontends.gradescope import command as gradescope_cli
from grader.frontends.staff import decision_commands as cli
from grader.frontends.student import command_line as student_cli

assert cli.app is github_cli.app is gradescope_cli.app is student_cli.app  # imported, all commands are registered
COMMAND_LINE = typer.main.get_command(student_cli.app)  # once: Typer reads every command's signature anew for each call
BAD_KEYS = ["missing", "folder", "empty", "binary", "list.json", "old.key"]
BAD_FILES_TO_WRITE = ["nowhere/x", "folder", "empty/x"]
BAD_FOLDERS_TO_WRITE = ["empty", "empty/x", "dangling"]
BAD_RESULTS = ["missing", "folder", "empty", "no_book"]
BAD_ASSIGNMENTS = ["missing", "folder", "binary", "empty"]


@pytest.fixture(scope="module")
def world(small_key, tmp_path_factory):
    """A small assignment, its key, a submission and results; beside them everything that can be named by mistake."""
    folder = tmp_path_factory.mktemp("world")
    for name in ("hw", "no_master", "bad_master", "folder", "no_book"):
        (folder / name).mkdir()
    for name in ("hw", "no_master", "bad_master"):
        small.write(folder / name, small.ADAM, small.TELLING, small.ROOT_QUESTION)
    (folder / "no_master" / "small.ipynb").unlink()
    (folder / "bad_master" / "small.ipynb").write_text("{", encoding="utf-8")
    (folder / "empty").touch()
    (folder / "dangling").symlink_to("not/there")
    (folder / "binary").write_bytes(bytes(range(256)))
    (folder / "no_book" / "gradebook.sqlite").write_bytes(bytes(range(256)) * 9)
    (folder / "list.json").write_text("[1]", encoding="utf-8")
    (folder / "work.py").write_text("def quartic_minimizer():\n    return -1.2347728\n", encoding="utf-8")
    shutil.copy(small_key, folder / "good.key")
    (folder / "old.key").write_text(json.dumps(json.loads((folder / "good.key").read_text("utf-8")) | {"format": 1}))
    grading.grade([folder / "work.py"], folder / "good.key", folder / "results")
    return folder


def state(folder: Path) -> dict[str, bytes]:
    """Every file and folder; SQLite's own files beside a gradebook say nothing."""
    paths = [path for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))]
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in paths}


REFUSED = [
    *[(f"check {name} --key good.key", name) for name in ("missing.ipynb", "folder")],
    *[(f"check work.py --key {name}", name) for name in BAD_KEYS],
    ("check folder/hw.py", "folder/hw.py"),
    ("check hw/small.ipynb", "by which key?"),
    ("check work.py", "lies beside this notebook, but whoever handed it in"),
    ("check work.py adm --key good.key", "Did you mean 'adam'?"),
    *[(f"check work.py --key good.key --html {name}", name) for name in BAD_FILES_TO_WRITE],
    *[(f"{command} {name}", name) for command in ("compile", "release", "rehearse") for name in BAD_ASSIGNMENTS],
    *[(f"{command} no_master", "small.ipynb") for command in ("release", "rehearse")],
    *[(f"{command} bad_master", "small.ipynb") for command in ("compile", "release", "rehearse")],
    *[(f"new {name}", name) for name in ("hw", "Bad-Name", "good.key/hw")],
    ("new hw2 --from leest_squares", "Did you mean 'least_squares'?"),
    ("rehearse hw -q adm", "Did you mean 'adam'?"),
    ("import missing.ipynb -o hw2", "missing.ipynb"),
    ("import work.py -o hw2", "work.py"),
    *[(f"compile hw -o {name}", name) for name in BAD_FILES_TO_WRITE],
    *[(f"release hw -o {name}", name) for name in BAD_FOLDERS_TO_WRITE],
    *[(f"rehearse hw --html {name}", name) for name in BAD_FILES_TO_WRITE],
    ("grade missing --key good.key -o deep/new", "missing"),
    ("grade folder --key good.key -o new", "folder"),
    ("grade work.py --key good.key -o dangling/new", "dangling"),
    *[(f"grade work.py --key {name} -o new", name) for name in BAD_KEYS],
    *[(f"grade work.py --key good.key -o {name}", name) for name in BAD_FOLDERS_TO_WRITE],
    *[(f"grade work.py --key good.key -o new --roster {name}", name) for name in BAD_KEYS[:4]],
    *[(f"grade work.py --key good.key -o new --json {name}", name) for name in BAD_FOLDERS_TO_WRITE],
    *[(f"grade work.py --key good.key -o new --shard {part}", "--shard") for part in ("3/2", "0/2", "x", "1/0")],
    *[(f"grade work.py --key good.key -o new --jobs {jobs}", "--jobs") for jobs in ("0", "-1", "many")],
    ("grade work.py --key good.key -o new --isolation nonsense", "nonsense"),
    ("grade work.py --key good.key -o no_book", "no_book"),
    *[(f"regrade {name}{key}", name) for name in BAD_RESULTS for key in (" --key good.key", "")],
    *[(f"regrade results --key {name}", name) for name in BAD_KEYS],
    *[(f"regrade results --key good.key --json {name}", name) for name in BAD_FOLDERS_TO_WRITE],
    ("regrade results --key good.key --jobs 0", "--jobs"),
    *[(f"show {name} work", name) for name in BAD_RESULTS],
    ("show results wrok", "Did you mean 'work'?"),
    *[(f"report {name}", name) for name in BAD_RESULTS],
    *[(f"export {name}", name) for name in BAD_RESULTS],
    ("export results --format canvass", "Did you mean 'canvas'?"),
    *[(f"export results -o {name}", name) for name in BAD_FILES_TO_WRITE],
    ("export results --fill empty", "the file of 'csv'"),
    ("export results --format canvas --fill missing.csv", "missing.csv"),
    ("export results --format canvas --fill empty", "empty: no column"),
    ("export results --format canvas --fill empty --anonymous", "--fill and --anonymous"),
    *[(f"export results --feedback {name}", name) for name in ("canvas", "moodle", "gradescope")],
    *[(f"{command} {name}", name) for command in ("gc", "report --anonymous") for name in BAD_RESULTS],
    ("report results --jobs 0", "--jobs"),
    ("merge empty results", "empty"),
    *[(f"merge new {name}", name) for name in BAD_RESULTS],
    *[(f"merge new results {name}", name) for name in BAD_RESULTS],
    *[(f"gradescope --root {name}", name) for name in ("missing", "empty")],
    *[(f"github --key {name}", name) for name in BAD_KEYS],
    ("github --key good.key", "this key holds hidden cases and right answers"),
    ("github --key good.key --folder missing", "--folder missing"),
    *[(f"decide override {name} work adam 1 --because x", name) for name in BAD_RESULTS],
    ("decide override results work adam 99 --because x", "0 to 10"),
    ("decide override results work adam five --because x", "Write one such as 6.5"),
    ("decide override results --csv missing.csv", "missing.csv"),
    ("decide override results work --csv missing.csv", "not both"),
    (f"decide override results work adam 1 --because x --by {'x' * 61}", "--by"),
    ("decide excuse results wrk --because x", "Did you mean 'work'?"),
    ("decide comment results work", "comment is empty"),
    ("decide extend results work soon --because x", "'soon' is no due date"),
    ("decide extend results work --everybody 2026-12-01 --because x", "not both"),
    ("decide stamp results work noon --because x", "'noon' is no time"),
    ("decide drop results --because x", "name a question"),
    ("decide name results work adm wrong", "no question 'adm'"),
    ("decide name results work quartic_minimizer wrong", "could not tell these answers from a chance"),
    *[(f"decide name {name} work adam wrong", name) for name in BAD_RESULTS],
    *[(f"decide names {name}", name) for name in BAD_RESULTS[:3]],
    ("decide names results --remove adam.named_1", "no name 'adam.named_1'"),
    *[(f"explain {name}", name) for name in BAD_RESULTS],
    ("explain results --submission nobody", "nobody"),
    *[(f"term {name}", name) for name in BAD_RESULTS],
    ("decide undo results 7 --because x", "no entry 7"),
    *[(f"decide list {name}", name) for name in BAD_RESULTS[:3]],
    *[(f"review {name}", name) for name in BAD_RESULTS],
    ("review results --port 99999", "--port 99999"),
    ("audit missing.py", "missing.py"),
    ("grde work.py", "grde"),
    ("grade work.py --key good.key --jbos 2", "--jbos"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "named"), REFUSED, ids=[words for words, _ in REFUSED])
def test_what_is_refused_is_said_in_a_few_words_and_leaves_nothing_behind(world, words, named, monkeypatch, capsys):
    monkeypatch.chdir(world)
    before = state(world)
    with pytest.raises(SystemExit) as ended:
        COMMAND_LINE(words.split(), prog_name="grader")
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert named in said.err and said.out == ""
    assert len(said.err.strip().splitlines()) <= 7 and "Errno" not in said.err
    assert state(world) == before


COMMANDS = {
    f"{group} {command.name or command.callback.__name__}".strip()
    for group, app in (("", student_cli.app), ("decide", cli.decide))
    for command in app.registered_commands
}


def test_every_command_that_takes_something_is_refused_something():
    refused = [words.split() for words, _ in REFUSED]
    assert {" ".join(words[: 1 + (words[0] == "decide")]) for words in refused} >= COMMANDS - {"doctor", "schema"}


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may read and write everything")
def test_what_is_closed_to_the_user_is_named(world, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(world)
    (closed := tmp_path / "closed").mkdir()
    (closed / "a.key").write_text("{}")
    closed.chmod(0)
    try:
        for words in ("check work.py --key {}/a.key", "compile hw -o {}/a.key", "release hw -o {}/new",
                      "check {}/work.py --key good.key", "compile {}/hw"):  # fmt: skip
            with pytest.raises(SystemExit) as ended:
                COMMAND_LINE(words.format(closed).split(), prog_name="grader")
            assert ended.value.code == 2 and str(closed) in capsys.readouterr().err
    finally:
        closed.chmod(0o700)


@pytest.mark.parametrize("error", [ValueError, OSError, KeyError, RuntimeError])
def test_a_bug_of_ours_stays_a_traceback(error, world, monkeypatch):
    """An OSError or a ValueError says nothing about whose fault it is."""

    def broken(*_: object, **__: object) -> None:
        raise error("operands could not be broadcast together")

    monkeypatch.chdir(world)
    monkeypatch.setattr("grader.judging.judge.judge", broken)
    with pytest.raises(error, match="broadcast"):
        student_cli.app(["check", "work.py", "--key", "good.key"])


@pytest.mark.skipif(os.name != "posix", reason="Windows sends no SIGINT to one process")
def test_an_interrupted_command_ends_with_130_and_a_line(world):
    (world / "loops.py").write_text("while True: pass\ndef quartic_minimizer():\n    return 1.0\n", encoding="utf-8")
    command = [sys.executable, "-c", INTERRUPTS_ITSELF, "check", "loops.py", "--key", "good.key"]
    done = subprocess.run(command, cwd=world, capture_output=True, text=True, timeout=60)
    (world / "loops.py").unlink()
    assert done.returncode == 130, done.stderr
    assert done.stderr.strip() == "Interrupted."


INTERRUPTS_ITSELF = f"""
import os, signal, sys
import grader.sandbox.transcribe
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has it ignored for what runs in the background
grader.sandbox.transcribe.transcribe = lambda *_, **__: os.kill(os.getpid(), signal.{signal.SIGINT.name})
from grader.frontends.student.command_line import main
main()
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no SIGPIPE on Windows")
def test_a_reader_that_closes_the_pipe_hears_nothing(world):
    """`grader show ... | head -1` prints a line and no traceback."""
    command = f"{sys.executable} -m grader show results work | true"
    done = subprocess.run(command, shell=True, cwd=world, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
