"""Tables, progress bars and notebooks that are not installed cost nothing, until a value of theirs is needed."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from grader.sandbox.child.conversion import to_value
from grader.sandbox.child.stand_ins import ANNOTATING, SHOWING, StandIn, StandInModules


@pytest.fixture
def run(monkeypatch):
    """Runs code where none of these packages is installed, as on Gradescope; the names that it defines."""

    def execute(code: str) -> dict:
        names: dict = {}
        exec(code, names)
        return names

    loaded = {name for name in sys.modules if name.split(".")[0] in (*SHOWING, *ANNOTATING)}
    for name in loaded:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(
        sys, "meta_path", [*(each for each in sys.meta_path if "Path" not in str(each)), StandInModules()]
    )
    yield execute
    for name in [name for name in sys.modules if name.split(".")[0] in (*SHOWING, *ANNOTATING)]:
        del sys.modules[name]


def test_what_is_imported_from_ipython_does_nothing(run):
    """A function that clears its output would lose every point."""
    names = run("from IPython.display import clear_output, HTML\nfrom IPython import get_ipython")
    names["clear_output"](wait=True)
    assert names["get_ipython"]().kernel is not None


@pytest.mark.parametrize(
    "loop",
    [
        "from tqdm import tqdm\nfor x in tqdm([1, 2], desc='d'): seen.append(x)",
        "import tqdm.auto\nfor x in tqdm.auto.tqdm(iterable=[1, 2]): seen.append(x)",
        "from tqdm.std import trange, tqdm\nfor x in (t := trange(1, 3)): seen.append(x); t.set(k=x); tqdm.write('')",
        "import tqdm as t\nwith t.tqdm(total=2) as bar:\n    for x in (1, 2): seen.append(x); bar.update(1)",
        "from rich.progress import track\nfor x in track([1, 2], description='d'): seen.append(x)",
        "from tqdm import tqdm_notebook as bar\nfor n, x in enumerate(bar(iter((1, 2)))): seen.append(x)",
        "import tqdm\nfor x in tqdm.notebook.tqdm([1, 2]): seen.append(x)",
        "from tqdm.contrib import tenumerate\nfor n, _ in tenumerate('ab', start=1, desc='d'): seen.append(n)",
        "from tqdm.contrib import tzip\nfor x, _ in tzip([1, 2], 'ab', leave=False): seen.append(x)",
        "import marimo as mo\nfor x in mo.status.progress_bar([1, 2], title='d'): seen.append(x)",
        "import marimo as mo\nfor x in mo.status.progress_bar(collection=[1, 2]): seen.append(x)",
        "from rich.progress import track\nfor x in track(sequence=[1, 2]): seen.append(x)",
        "from tqdm import tqdm\nbar = tqdm(iterable=[1, 2])\nfor x in bar: bar and seen.append(x)",
        "from tqdm import tqdm\nbar = tqdm(total=2)\nfor x in (1, 2): bar.n += 1; bar.refresh(); seen.append(x)",
        "import ipywidgets as w\nbar = w.IntProgress(max=2)\nfor x in (1, 2): bar.value += 1; seen.append(x)",
        "import marimo as m\nwith m.status.progress_bar(total=2) as b:\n    for x in 1, 2: seen.append(x); b.update()",
    ],
)
def test_a_progress_bar_goes_through_its_entries(run, loop):
    assert run(f"seen = []\n{loop}")["seen"] == [1, 2]


@pytest.mark.parametrize(
    "decorator",
    [
        "from ipywidgets import interact\n@interact(w=(0, 3))",
        "from ipywidgets import interact\n@interact",
        "import ipywidgets as widgets\n@widgets.interact_manual(w=widgets.FloatSlider(min=0, max=3))",
        "import marimo as mo\n@mo.cache",
        "import marimo as mo\n@mo.persistent_cache(name='runs')",
    ],
)
def test_what_a_notebook_decorates_is_still_its_function(run, decorator):
    assert run(f"{decorator}\ndef f(w): return w + 1")["f"](3) == 4


def test_what_a_marimo_notebook_shows_does_nothing(run):
    """Each imports marimo, and its functions write their output with it: they would lose every point."""
    code = """
import marimo as mo
slider = mo.ui.slider(0.01, 1.0, value=0.1)
def f(w):
    with mo.status.spinner("running"):
        mo.output.append(mo.hstack([mo.md(f"**{w}**"), slider]))
    return w
"""
    assert run(code)["f"](4) == 4
    with pytest.raises(ModuleNotFoundError, match="No module named 'marimo'"):
        run(f"{code}\nfloat(slider.value)")


def test_a_widget_that_shows_a_function_is_not_that_function(run):
    """`interact` returns it; these return a widget, whose layout an honest class sets."""
    code = """
import ipywidgets as widgets
def f(w): return w
for show in widgets.interactive, widgets.interactive_output:
    shown = show(f, {"w": widgets.FloatSlider()})
    shown.layout.height = "350px"
"""
    assert run(code)["f"](4) == 4


def test_code_of_marimo_that_asks_where_it_runs_goes_on_as_a_script(run):
    """`except ImportError: mo = None` was as good as no marimo, until there was a stand-in."""
    code = """
try: import marimo as mo
except ImportError: mo = None
seen = []
if mo and mo.running_in_notebook(): raise ValueError
if mo.app_meta().mode == "script":
    thread = mo.Thread(target=seen.append, args=(1,))
    thread.start()
    thread.join()
"""
    assert run(code)["seen"] == [1]


def test_a_table_that_is_only_shown_does_nothing(run):
    code = """
import pandas as pd, seaborn as sns
from tabulate import tabulate
pd.options.display.precision = 3
def f(w: pd.Series | None, t: "pd.DataFrame" = None):
    sns.set_theme()
    table = pd.DataFrame({"w": [1.0]})
    table["g"] = 2
    table.loc[3] = [1, 2]
    with pd.option_context("a", 1):
        print(table, f"{table.mean():.3f}", tabulate(table), isinstance(w, pd.Series))
    table.plot().set_title("x")
    table.to_csv("a.csv")
    return w
"""
    assert run(code)["f"](4) == 4


@pytest.mark.parametrize(
    "use",
    ["float(t.mean())", "t['w']", "list(t)", "len(t)", "t.w + 1", "2 * t.w", "-t.w", "t.w < 1", "t.w == 1",
     "max(t.w, 1)", "if t.w: pass", "np.array(t.w)", "np.ones(2) - t.w", "np.sum([t.w, 1.0])",
     "1 in t", "[1, 2][t.w]"],
)  # fmt: skip
def test_where_its_value_is_needed_the_error_is_that_of_the_import(run, use):
    with pytest.raises(ModuleNotFoundError, match="No module named 'pandas'"):
        run(f"import pandas as pd, numpy as np\nt = pd.DataFrame()\n{use}")


def test_so_it_is_where_a_function_returns_one():
    for result in (StandIn("pandas"), [1.0, StandIn("pandas")], {"w": (StandIn("pandas"), np.ones(2))}):
        with pytest.raises(ModuleNotFoundError, match="No module named 'pandas'"):
            to_value(result)


def test_annotations_of_arrays_leave_functions_as_they_are(run):
    """They say nothing to whoever calls the function, and JAX's users write them everywhere."""
    code = """
from jaxtyping import Array, Float, jaxtyped
from beartype import beartype as typechecker
from typeguard import typechecked
Point = Float[Array, "n"]
@jaxtyped(typechecker=typechecker)
def f(w: Float[Array, "n 2"] | None, x: list[Point] = (), k: "Point" = 1) -> tuple[Point, Float[Array, ""]]:
    return w + 1
@typechecker
@typechecked
def g(w: Point): return f(w) + 1
"""
    names = run(code)
    assert (names["f"](1), names["g"](1)) == (2, 3)
