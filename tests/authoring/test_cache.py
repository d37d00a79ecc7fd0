"""What a proof has computed is taken again only where nothing that it depends on has changed."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace

import pytest
from support.rows import few

from grader.authoring import cache as caches
from grader.authoring import module_graph
from grader.authoring.cache import Cache
from grader.authoring.cached_questions import CachedQuestions, engine_of
from grader.authoring.handout import read_stubs
from grader.authoring.new import write_new
from grader.authoring.proving import runs
from grader.authoring.proving.runs import Runner
from grader.authoring.reading.assignment_file import load_assignment
from grader.model.encoding.values import Text
from grader.model.key import Case, Key, Mistake, Question
from grader.model.result_form import NAMED_FORMS
from grader.model.transcript import Definition, Fault, Returned, Transcript
from reference.mistakes import METHODS


@pytest.fixture
def folder(tmp_path):
    write_new(tmp_path / "hw", "least_squares")
    return tmp_path / "hw"


@pytest.fixture
def cache(tmp_path):
    (tmp_path / "cache").mkdir()
    return Cache(tmp_path / "cache")


def cached(folder, cache) -> set[str]:
    """The questions that need not be compiled."""
    facts = load_assignment(folder)
    return set(CachedQuestions(facts, read_stubs(facts.master), cache).questions)


def compile_all(folder, cache) -> None:
    facts = load_assignment(folder)
    questions = CachedQuestions(facts, read_stubs(facts.master), cache)
    questions.add(Question(q.name, q.title, "number", 1.0, q.name, (), calls=True, cases=()) for q in facts.question)


def edit(folder, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


BOTH = {"least_squares", "predict"}


@pytest.mark.parametrize(
    ("name", "old", "new", "still"),
    [
        ("assignment.toml", "w = [0.5, 1.0]", "w = [0.5, 1.5]", {"predict"}),  # a case
        ("assignment.toml", "threshold = 0.25", "threshold = 0.5", {"least_squares"}),
        ("assignment.toml", "points = 4", "points = 5", {"least_squares"}),
        ("assignment.toml", "[gradescope]", "[credit]\nbookkeeping = 0.5\n[gradescope]", set()),
        ("assignment.toml", "[gradescope]", 'packages = ["nbformat"]\n[gradescope]', set()),
        ("assignment.toml", "# a-z, 0-9, _", "# a comment", BOTH),
        ("hw.ipynb", "X.T @ error / len(y)", "error @ X / len(y)", {"predict"}),  # a solution
        ("hw.ipynb", "Return (cost, gradient).", "Return cost, gradient.", {"predict"}),  # a stub
        ("hw.ipynb", "import numpy as np", "import numpy as np\\nimport jax", BOTH),  # which no solution needs
        ("hw.ipynb", "## 2. Labels", "## 2. Two labels", BOTH),  # prose
        ("honest/loops.py", "# Right", "# Honest", BOTH),
    ],
)
def test_a_change_is_compiled_again_and_nothing_else(name, old, new, still, folder, cache):
    compile_all(folder, cache)
    edit(folder, name, old, new)
    assert cached(folder, cache) == still


@pytest.mark.parametrize("name", ["examples/w.csv", "honest/w.csv", ".w.csv", "README.md"])
def test_data_that_the_assignment_names_count_whatever_they_are_called(name, folder, cache):
    """Else the answers of a key would be those to the numbers before: right work would lose its points."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text("w\n0.5\n1.0\n")
    if name.endswith(".csv"):  # that a hidden case reads, and no student has
        edit(folder, "assignment.toml", "w = [0.5, 1.0]", f'w = {{ file = "{name}", columns = "w" }}')
    else:
        edit(folder, "assignment.toml", "[gradescope]", f'files = ["{name}"]\n[gradescope]')
    compile_all(folder, cache)
    assert cached(folder, cache) == BOTH
    (folder / name).write_text("w\n0.5\n1.5\n")
    assert cached(folder, cache) == set()


def test_a_question_depends_on_every_public_file(folder, cache):
    (folder / "drivers.py").write_text("def halved(least_squares, X, y, w): return least_squares(X, y, 0.5 * w)\n")
    edit(folder, "assignment.toml", "points = 6", 'points = 6\ndriver = "drivers.py:halved"')
    compile_all(folder, cache)
    assert cached(folder, cache) == BOTH
    edit(folder, "drivers.py", "0.5", "0.25")
    assert cached(folder, cache) == set()


# ── what computes


@pytest.fixture
def fresh(monkeypatch):
    """Forgets what was read of the modules' sources."""

    def forget():
        for function in (caches.engine, module_graph.sources, module_graph.imported_by):
            function.cache_clear()

    yield forget
    monkeypatch.undo()
    forget()


SMALL = {  # a grader: what proves, and what shows
    "grader/__init__.py": "def __getattr__(name):\n    from grader.pages import check\n",
    "grader/judging/__init__.py": "",
    "grader/judging/judge.py": "",
    "grader/prove.py": "def prove():\n    from grader.judging import (  # (with this)\n        judge,\n    )\n"
    "    start('grader.child')\nif TYPE_CHECKING:\n    import grader.pages\n",
    "grader/child.py": "import os, grader.judging.rest as rest\n",
    "grader/judging/rest.py": "",
    "grader/pages.py": "import grader.prove\n",
    "reference/__init__.py": "",
    "reference/adam.py": "",
}


def write_small(root) -> None:
    for name, text in SMALL.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


@pytest.mark.parametrize(
    ("file", "counts"),
    [
        ("grader/prove.py", True),
        ("grader/judging/judge.py", True),  # imported in a function
        ("grader/judging/__init__.py", True),
        ("grader/child.py", True),  # a process's program, by its name
        ("grader/judging/rest.py", True),
        ("grader/__init__.py", True),
        ("grader/pages.py", False),  # imported for types, and by a function of a package that nobody calls
        ("reference/adam.py", False),
    ],
)
def test_a_proof_is_computed_again_where_a_module_that_it_reaches_changed(file, counts, fresh, tmp_path, monkeypatch):
    """A changed colour of a page proved four homeworks anew, 15 minutes."""
    write_small(tmp_path)
    monkeypatch.setattr(module_graph, "ROOT", tmp_path)
    fresh()
    before = caches.engine("grader.prove")
    (tmp_path / file).write_text(SMALL[file] + "x = 1\n")
    fresh()
    assert (caches.engine("grader.prove") != before) is counts


def test_the_same_grader_at_another_path_computes_the_same(fresh, tmp_path, monkeypatch):
    """A clone that CI makes for each run finds what the last one stored."""
    names = set()
    for clone in ("one", "two"):
        write_small(tmp_path / clone)
        monkeypatch.setattr(module_graph, "ROOT", tmp_path / clone)
        fresh()
        names.add(caches.engine("grader.prove"))
    assert len(names) == 1


def test_other_packages_and_another_python_compute_anew(fresh, monkeypatch):
    assert any(each.startswith("numpy ") for each in caches.installed())
    names = {caches.engine("grader.judging.judge")}
    for module, name, other in ((caches.platform, "python_version", "3.99"), (caches, "installed", ())):
        monkeypatch.setattr(module, name, lambda other=other: other)
        caches.engine.cache_clear()
        names.add(caches.engine("grader.judging.judge"))
    assert len(names) == 3


@pytest.mark.slow
def test_all_modules_that_python_imports_for_a_rehearsal_are_reached():
    """Python is a witness of the reading of imports; child processes have modules of their own."""
    entries = "grader.authoring.proving.rehearsal", *(f"reference.mistakes.{method}" for method in METHODS)
    code = f"import sys, {', '.join(entries)}; print(*sys.modules)"
    listed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    ours = {name for name in listed if name.split(".")[0] in module_graph.PACKAGES}
    found = module_graph.reached(entries)
    assert len(ours) > 100 and ours <= {name.removesuffix(".__init__") for name in found}
    for child in ("grader.sandbox.child.driver", "grader.sandbox.child.forking", "grader.judging.checks.check_child"):
        assert child in found
    assert not any(name.startswith(("grader.frontends", "grader.reports.pictures")) for name in found)


@pytest.fixture(scope="module")
def specs():
    return load_assignment("assignments/first_order").question


@pytest.mark.parametrize(
    ("module", "questions"),
    few(
        [
            ("reference.adam", {"adam"}),
            ("grader.authoring.answers.tolerances", "all"),
            ("reference.mistakes.momentum", {"momentum"}),
            ("reference.lamb", set()),
        ],
        2,
    ),
)
def test_a_changed_method_concerns_the_questions_that_use_it(module, questions, specs, fresh, monkeypatch):
    before = {spec.name: engine_of(spec) for spec in specs}
    sources = dict(module_graph.sources())
    sources[module] += "x = 1\n"
    monkeypatch.setattr(caches, "sources", lambda: sources)
    caches.engine.cache_clear()
    changed = {spec.name for spec in specs if engine_of(spec) != before[spec.name]}
    assert changed == (set(before) if questions == "all" else questions)


# ── the folder


def test_a_damaged_value_is_none(cache):
    cache.put("name", "text")
    assert cache.get("kind", "name") == "text"
    (cache.folder / "name").write_text("text")
    assert cache.get("kind", "name") is None


def test_the_values_that_were_used_longest_ago_go_first(cache):
    for name in ("a", "b", "c"):
        cache.put(name, name * 1000)
    for seconds, name in ((3, "b"), (2, "c"), (1, "a")):
        caches.os.utime(cache.folder / name, (1e9 - seconds, 1e9 - seconds))
    cache.get("kind", "b")
    cache.trim(2500)
    assert [name for name in "abc" if cache.get("kind", name)] == ["a", "b"]


def test_no_other_user_can_read_it(tmp_path, monkeypatch):
    """It holds the answers to hidden cases."""
    monkeypatch.setattr(caches.platformdirs, "user_cache_dir", lambda *_: str(tmp_path / "user"))
    folder = caches.user_cache().folder
    assert folder.is_relative_to(tmp_path) and folder.stat().st_mode & 0o077 == 0
    folder.chmod(0o755)
    assert not caches.user_cache().folder.is_relative_to(tmp_path)


@pytest.mark.slow
def test_jax_compiles_in_a_later_process_what_is_new_there_alone(cache):
    """To compile the methods of reference/ for costs that stay the same took a second of an author's every turn."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom grader.authoring.cache import Cache, remember_compiled\n"
        "remember_compiled(Cache(Path(sys.argv[1]) if sys.argv[1:] else None))\n"
        "import jax\nprint(float(jax.jit(lambda x: x * 3)(2.0)))\n"
    )

    def run(*words):
        subprocess.run([sys.executable, "-c", code, *words], check=True, capture_output=True)
        return {path.name: path.stat().st_mtime_ns for path in cache.folder.glob(".compiled/*/*-cache")}

    first = run(str(cache.folder))
    assert first and run(str(cache.folder)) == first
    cache.trim(0)
    assert run() == first, "nothing is stored without a folder, and proofs alone are removed for room"


# ── runs

KEY = Key("hw", "", "instructor", tuple(
    Question(name, "", "form", 1.0, name, (), calls=True, form=NAMED_FORMS["label"], cases=tuple(
        Case(f"{name}.{n}", "", False, 1.0, {"x": n}, {".": "a"}) for n in (1, 2)
    )) for name in ("f", "g")
))  # fmt: skip


@pytest.fixture
def called(monkeypatch) -> list[list[str]]:
    """The cases of each run that was not taken from the cache."""
    runs_made: list[list[str]] = []

    def transcribe(path, key, environment):
        cases = [case.id for question in key.questions for case in question.cases]
        runs_made.append(cases)
        calls = {case: Fault("busy") if "busy" in path.read_text() else Returned(Text(case)) for case in cases}
        return Transcript(path.stem, key.assignment, {q.name: Definition("found") for q in key.questions}, calls)

    monkeypatch.setattr(runs, "transcribe", transcribe)
    monkeypatch.setattr(runs, "shared_fork_server", lambda: None)
    return runs_made


def run(key, cache, path):
    (transcript,) = Runner(cache, lambda text: None).run(key, [path], "work")
    return transcript


ALL = ["f.1", "f.2", "g.1", "g.2"]


def test_a_call_is_taken_until_the_file_or_its_case_changes(cache, called, tmp_path):
    (path := tmp_path / "work.py").write_text("def f(x): return 1\n")
    first = run(KEY, cache, path)
    again = run(KEY, cache, path)
    assert called == [ALL] and again.calls == first.calls and again.definitions == first.definitions
    f, g = KEY.questions
    changed = replace(KEY, questions=(f, replace(g, cases=(g.cases[0], replace(g.cases[1], arguments={"x": 3})))))
    assert run(changed, cache, path).calls.keys() == first.calls.keys()
    assert called[1:] == [["g.2"]]
    path.write_text("def f(x): return 2\n")
    run(KEY, cache, path)
    assert called[2:] == [ALL]


@pytest.mark.parametrize(
    "change",
    [
        lambda question: replace(question, function="h"),
        lambda question: replace(question, parameters=("x", "y")),
        lambda question: replace(question, stub="def f(x): pass"),
        lambda question: replace(question, packages=("scikit-learn",)),
        lambda question: replace(question, driver="drivers.py:run"),
    ],
)
def test_a_call_depends_on_its_question(change, cache, called, tmp_path):
    (path := tmp_path / "work.py").write_text("")
    run(KEY, cache, path)
    run(replace(KEY, questions=(change(KEY.questions[0]), KEY.questions[1])), cache, path)
    assert called[1:] == [["f.1", "f.2"]]


def test_a_call_depends_on_the_public_files(cache, called, tmp_path):
    (path := tmp_path / "work.py").write_text("")
    for result in ("f(x)", "[f(x)]"):
        run(replace(KEY, modules={"drivers.py": f"def one(f, x): return {result}\n"}), cache, path)
    assert called == [ALL, ALL]


def test_files_run_beside_what_is_done_until_their_transcripts_are_wanted(cache, called, tmp_path, monkeypatch):
    """They begin before mistakes are derived, with a key of which the last one differs in nothing that is called."""
    paths = [tmp_path / f"work{n}.py" for n in range(3)]
    for path in paths:
        path.write_text(f"# {path.name}\n")
    began, transcribe = threading.Event(), runs.transcribe
    monkeypatch.setattr(runs, "transcribe", lambda *each: (began.set(), transcribe(*each))[1])
    derived = replace(KEY, questions=tuple(replace(q, mistakes=(Mistake("f.sign", "", ""),)) for q in KEY.questions))
    with Runner(cache, lambda text: None) as runner:
        runner.begin(KEY, paths[:2])
        assert began.wait(60), "before anybody wants a transcript"
        transcripts = runner.run(derived, paths, "work")
    assert [list(each.calls) for each in transcripts] == [ALL] * 3 and called == [ALL] * 3
    assert cache.summary == "" and cache.lookups == {"calls": 12}, "each call is looked for once"


def test_a_key_that_calls_something_else_has_it_called(cache, called, tmp_path):
    (path := tmp_path / "work.py").write_text("")
    f, g = KEY.questions
    with Runner(cache, lambda text: None) as runner:
        runner.begin(KEY, [path])
        runner.run(replace(KEY, questions=(f, replace(g, cases=(replace(g.cases[0], seed=1), g.cases[1])))), [path], "")
    assert called == [ALL, ["g.1"]]


def test_when_the_proof_ends_no_more_files_begin(cache, called, tmp_path, monkeypatch):
    """Ctrl-C waited for all of forty."""
    paths = [tmp_path / f"{n}.py" for n in range(20)]
    for path in paths:
        path.write_text("")
    goes_on, transcribe = threading.Event(), runs.transcribe
    monkeypatch.setattr(runs, "transcribe", lambda *each: goes_on.wait(60) and transcribe(*each))
    with Runner(cache, lambda text: None) as runner:
        runner.begin(KEY, paths)
        threading.Timer(0.2, goes_on.set).start()
    assert len(called) <= runs.AT_ONCE


def test_what_the_machine_may_have_caused_is_run_again(cache, called, tmp_path):
    (path := tmp_path / "work.py").write_text("busy\n")
    run(KEY, cache, path)
    run(KEY, cache, path)
    assert called == [ALL] * 2
