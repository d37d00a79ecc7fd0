"""Make the same homework for all four graders from `work/work.py`, and the submissions to grade.

build/bench/assignment/     ours: assignment.toml, the solution as master, work.key
build/bench/NAME.ipynb      submissions: `student`, and `nothing`, whose functions look their answer up
build/bench/otter/          autograder.zip
build/bench/nbgrader/       a course
build/bench/gradescope/     what an image would hold
"""

from __future__ import annotations

import base64
import copy
import io
import json
import shutil
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from measure import BUILD, command

HERE = Path(__file__).resolve().parent / "work"
sys.path.insert(0, str(HERE))
import work  # noqa: E402 - lies where the peers find it

from grader.model.result_form import HISTORIES  # noqa: E402

if TYPE_CHECKING:
    from grader.model.key import Key

KEY = BUILD / "assignment" / "work.key"
SUBMISSIONS = ("student", "nothing")


# ── ours


def compiled() -> Key:
    """Write the assignment and compile its key."""
    from grader.authoring.compiler import compile_key
    from grader.authoring.reading.assignment_file import load_assignment

    folder = KEY.parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "assignment.toml").write_text(assignment(), encoding="utf-8")
    write_notebook(folder / "work.ipynb", cells_of(HERE / "solution.py"))
    key = compile_key(load_assignment(folder))
    KEY.write_text(key.to_json(), encoding="utf-8")
    return key


def assignment() -> str:
    lines = ['name = "work"', 'title = "The same work"', 'notebook = "work.ipynb"']
    for function, parameters in work.PARAMETERS.items():
        lines += [
            "[[question]]",
            f'name = "{function}"',
            f'title = "{function}"',
            "points = 6",
            'returns = "histories"',
        ]
        lines += [f'signature = "{function}({parameters})"']
        for name, arguments in work.cases().values():
            if name == function:
                on = arguments.get("g")
                general = (
                    {}
                    if on is None
                    else {"on": on if isinstance(on, str) else {"name": "quadratic", **work.valley(on)}}
                )
                rest = {k: v for k, v in arguments.items() if k != "g"}
                lines += ["[[question.case]]", *(f"{k} = {toml(v)}" for k, v in {**general, **rest}.items())]
    lines += ["[[question]]", 'name = "concepts"', 'title = "True or false"', "points = 4", 'returns = "truth"']
    lines += ['signature = "concepts"']
    for item, truth in work.STATEMENTS.items():
        lines += ["[[question.case]]", f'item = "{item}"', f'statement = "{item}"', f"truth = {toml(truth)}"]
    return "\n".join(lines) + "\n"


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    return json.dumps(value)


def expected(key: Key) -> dict[str, np.ndarray]:
    """The right histories."""
    histories = {}
    for question in key.questions:
        for case in question.cases:
            if question.form == HISTORIES:
                histories |= {f"{case.id}{path}": np.asarray(rows) for path, rows in case.right.items()}
    return histories


# ── submissions


def cells_of(path: Path) -> list[str]:
    return [cell.strip() + "\n" for cell in path.read_text(encoding="utf-8").split("# %%\n")[1:]]


def nothing(answers: dict[str, np.ndarray]) -> list[str]:
    """Functions that return the stored histories at once, so that only the grader's own cost remains."""
    held = io.BytesIO()
    np.savez(held, **{name: array.astype(np.float32) for name, array in answers.items()})
    packed = base64.b64encode(zlib.compress(held.getvalue(), 9)).decode()
    by_start = {f"{f} {np.asarray(a['w']).tolist()}": case for case, (f, a) in work.cases().items()}
    looking = [
        f"def {name}({parameters}):\n    return answer({name!r}, w)\n" for name, parameters in work.PARAMETERS.items()
    ]
    load = (
        "import base64, io, zlib\n\nimport jax\nimport numpy as np\n\n"
        f"ANSWERS = np.load(io.BytesIO(zlib.decompress(base64.b64decode({packed!r}))))\nCASES = {by_start!r}\n\n\n"
        "def answer(function, w):\n"
        "    case = CASES[f'{function} {np.asarray(w).tolist()}']\n"
        "    return ANSWERS[case + '.weights'], ANSWERS[case + '.costs']\n"
    )
    return [load, *looking, cells_of(HERE / "student.py")[-1]]


def notebook(cells: list[dict[str, Any]]) -> dict[str, Any]:
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "file_extension": ".py"},
    }
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def cell(cell_id: str, source: str, **metadata: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": cell_id,
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
    }


def write_notebook(path: Path, sources: list[str], more: list[dict[str, Any]] | None = None) -> None:
    cells = [cell(f"c{i}", source) for i, source in enumerate(sources)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(notebook(cells + (more or []))), encoding="utf-8")


def changed(source: Path, target: Path, number: int) -> Path:
    """A copy with another comment, so that no grader can reuse a stored result."""
    data = copy.deepcopy(json.loads(source.read_text(encoding="utf-8")))
    data["cells"][0]["source"] += f"# student {number}\n"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(data), encoding="utf-8")
    return target


# ── the peers


def lay_beside(folder: Path, answers: dict[str, np.ndarray]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "work.py", folder)
    np.savez(folder / "expected.npz", **answers)


def for_otter(folder: Path, answers: dict[str, np.ndarray], otter: Path) -> None:
    lay_beside(folder, answers)
    (folder / "tests").mkdir(exist_ok=True)
    for name, (needs, line) in work.tests().items():
        text = (
            "from otter.test_files import test_case\n\nOK_FORMAT = False\n\n"
            f"name = {name!r}\npoints = 1\n\n\n@test_case()\ndef test_{name}({needs}):\n    import work\n\n    {line}\n"
        )
        (folder / "tests" / f"{name}.py").write_text(text, encoding="utf-8")
    command(
        [otter, "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment", "work.py", "expected.npz"],
        folder,
    )


def for_nbgrader(course: Path, answers: dict[str, np.ndarray], nbgrader: Path) -> None:
    lay_beside(course / "source" / "hw1", answers)
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.ExecutePreprocessor.timeout = 600\n",
        encoding="utf-8",
    )
    stubs = [f"def {name}({parameters}):\n    pass\n" for name, parameters in work.PARAMETERS.items()] + [
        "concepts = {}\n"
    ]
    write_notebook(course / "source" / "hw1" / "hw1.ipynb", stubs, graded_cells())
    command([nbgrader, "generate_assignment", "hw1", "--force"], course)


def graded_cells() -> list[dict[str, Any]]:
    def graded(name: str) -> dict[str, Any]:
        return {"nbgrader": {"grade": True, "grade_id": name, "locked": True, "points": 1, "schema_version": 3,
                "solution": False, "task": False, "cell_type": "code"}}  # fmt: skip

    return [cell(name, f"import work\n\n{line}", **graded(name)) for name, (_, line) in work.tests().items()]


def for_gradescope_utils(folder: Path, answers: dict[str, np.ndarray]) -> None:
    lay_beside(folder, answers)
    shutil.copy(HERE / "run_tests.py", folder)


def build(binaries: dict[str, Path]) -> None:
    """Write all files again."""
    answers = expected(compiled())
    for name, sources in (("student", cells_of(HERE / "student.py")), ("nothing", nothing(answers))):
        write_notebook(BUILD / f"{name}.ipynb", sources)
    for_otter(BUILD / "otter", answers, binaries["otter"] / "otter")
    for_nbgrader(BUILD / "nbgrader", answers, binaries["nbgrader"] / "nbgrader")
    for_gradescope_utils(BUILD / "gradescope", answers)
