"""The assignment's data beside a submission: what one question's code does to them reaches no other question."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.program import QUICK, ask, forked, program

from grader.base.syntax import module_name
from grader.extraction.extract import Statement
from grader.model.arguments import shipped_files
from grader.model.transcript import Call
from grader.sandbox import session
from grader.sandbox.child.data_files import MAX_ENDS, MAX_ENTRIES, _module_files

FILES = {"data/points.txt": shipped_files.encode(b"1 2 3"), "names.txt": shipped_files.encode(b"ada")}
READS = "def {name}(w):\n    return [float(x) for x in open('data/points.txt').read().split()]"
HARM = {
    "replaced": "open('data/points.txt', 'w').write('7 7 7')",
    "longer": "open('data/points.txt', 'a').write(' 4')",
    "removed": "import os\nos.remove('data/points.txt')",
    "a_folder": "import os\nos.remove('data/points.txt')\nos.mkdir('data/points.txt')",
    "no_folder": "import shutil\nshutil.rmtree('data')\nopen('data', 'w').close()",
    "locked": "import os\nos.chmod('data/points.txt', 0)",
    "elsewhere": "import os\nos.makedirs('other/data')\nos.chdir('other')\nopen('data/points.txt', 'w').write('7')",
    "endless": "open('data/points.txt', 'w').write('1 ' * 10**6)",
}


@pytest.fixture(scope="module")
def calls():
    """After each harmful statement, a question of its own reads the file in the same process."""
    sources = [f"{harm}\ndef {name}(w):\n    return 1.0" for name, harm in HARM.items()]
    statements = program(*sources, READS.format(name="f"))
    last, requests = len(HARM), []
    for at, name in enumerate(HARM):
        requests += [ask(f"{name}-1", name, [at], w=1.0), ask(f"f{at}-1", "f", [last], w=1.0)]
    return session.run(statements, requests, forked(limits=QUICK), files=FILES).calls


@pytest.mark.parametrize("at", range(len(HARM)), ids=list(HARM))
def test_every_question_finds_the_data_as_the_author_gave_them(at, calls):
    assert calls[f"f{at}-1"].value.array.tolist() == [1.0, 2.0, 3.0]


def module(path: str, source: str) -> Statement:
    """The one statement of a file that a submission brings along."""
    return Statement(0, 1, source, module=module_name(path))


def results(*modules: Statement, files: dict[str, str] | None = None, opens: str) -> Call:
    """What a submission with these modules gets for one call, which returns the text of a file."""
    statements = [*program(f"def f(w):\n    return [float(x) for x in open({opens!r}).read().split()]"), *modules]
    return session.run(statements, [ask("f-1", "f", [0], w=1.0)], forked(limits=QUICK), files=files or {}).calls["f-1"]


@pytest.mark.parametrize("path", ["points/x.py", "points/a/b.py", "data.py"])
def test_a_module_in_the_place_of_a_public_file_harms_nobody(path):
    files = {**FILES, "points": FILES["names.txt"], "data.py": FILES["data/points.txt"]}
    call = results(module(path, "7"), files=files, opens="data.py")
    assert call.value.array.tolist() == [1.0, 2.0, 3.0]


def test_the_file_that_an_import_would_find_is_the_one_that_is_opened():
    both = [module("old/tools.py", "1"), module("tools.py", "2")]
    for modules in (both, both[::-1]):
        assert results(*modules, opens="tools.py").value.array.tolist() == [2.0]
        assert results(*modules, opens="old/tools.py").value.array.tolist() == [1.0]


@pytest.mark.parametrize(
    "paths",
    [
        ["/".join(f"a{at}" for at in range(300)) + "/t.py"],
        [f"module{at}.py" for at in range(6000)],
        [f"{at}a/b{at}/c{at}/d{at}/t.py" for at in range(300)],
    ],
    ids=["deep", "many", "both"],
)
def test_a_submission_of_many_or_deep_modules_is_written_in_bounded_parts(paths):
    """Thousands of folders took half a minute, which was then no fault of the submission."""
    files = _module_files(dict.fromkeys(["tools", *map(module_name, paths)], "1"))
    entries = {each for path in files for each in (path, *path.parents)}
    assert {"tools.py", Path(paths[0]).name} <= set(map(str, files)) and len(entries) <= MAX_ENTRIES
    assert max(len(path.parts) for path in files) <= MAX_ENDS
