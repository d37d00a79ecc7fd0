"""Statements that configure a library: they run with every function, as they change what it computes."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from grader.extraction.statements.expressions import dotted_path

# A call of, or an assignment to, one of these or an attribute of them changes how a library computes, makes a
# folder, or gives a library what later code asks for by name.
CONFIGURATION = (
    "decimal.getcontext", "jax.config", "jax.tree_util.register_dataclass", "jax.tree_util.register_pytree_node",
    "jax.tree_util.register_pytree_node_class", "jax.tree_util.register_pytree_with_keys",
    "jax.tree_util.register_static", "matplotlib.colormaps.register", "matplotlib.pyplot.colormaps.register",
    "numpy.random.seed", "numpy.seterr", "os.environ", "os.makedirs", "os.mkdir", "os.putenv", "pathlib.Path.mkdir",
    "random.seed", "sys.setrecursionlimit", "warnings.filterwarnings", "warnings.simplefilter",
)  # fmt: skip


def is_configuration(path: str, origins: Mapping[str, set[str]]) -> bool:
    """Whether a dotted path leads to CONFIGURATION; `origins` maps each imported name to what it may stand for."""
    root, dot, rest = path.partition(".")
    full_paths = [f"{origin}{dot}{rest}." for origin in origins.get(root, ())]
    return any(full_path.startswith(f"{prefix}.") for full_path in full_paths for prefix in CONFIGURATION)


def configured_paths(statement: ast.stmt) -> list[str] | None:
    """The dotted paths that a statement calls or assigns to; None if it may do anything else."""
    match statement:
        case ast.Expr(value=ast.Call(func=target)) | ast.Assign(targets=[target]) | ast.AugAssign(target=target):
            path = dotted_path(target)
            return [path] if path else None
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return []
        case ast.If(body=body, orelse=orelse):
            return _paths_of_block([*body, *orelse])
        case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=final):
            return _paths_of_block([*body, *(s for h in handlers for s in h.body), *orelse, *final])
    return None


def _paths_of_block(statements: Iterable[ast.stmt]) -> list[str] | None:
    paths: list[str] = []
    for statement in statements:
        # one level is enough for `try: jax.config.update(...)`
        if isinstance(statement, (ast.If, ast.Try)) or (each := configured_paths(statement)) is None:
            return None
        paths += each
    return paths
