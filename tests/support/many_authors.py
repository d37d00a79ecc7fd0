"""Programs by as many authors as one likes, made from the honest styles of assignments/first_order.

Nobody has ten thousand real programs to share. Of each function an author takes one of the honest styles and writes
it in a way of their own: other numbers, operands in another order, values wrapped in a call, statements in between.
The rates are such that two who share a style are about as alike as the real ones of the 37 styles, whose homeworks
have at most 23 % in common. A few per cent hand in what another one wrote, with other names and small edits.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from grader.extraction import notebook
from grader.extraction.extract import extract, functions_source

HOMEWORK = Path(__file__).parents[2] / "assignments" / "first_order"
QUESTIONS = (
    "stationary_points", "classify", "quartic_minimizer", "coordinate_descent", "gradient", "gradient_descent",
    "multi_start", "momentum", "normalized_gradient_descent", "adam",
)  # fmt: skip
OWN, EDITS = 0.10, 0.05  # the share of nodes that an author, and at most one who copies, writes otherwise
COPIES = 0.04  # of the class
WRAPS = [
    "float(x)",
    "abs(x)",
    "jnp.asarray(x)",
    "np.array(x)",
    "jnp.float32(x)",
    "x.copy()",
    "jnp.squeeze(x)",
    "(x+0.0)",
    "(1*x)",
    "x[()]",
]
BETWEEN = [
    "print(x)",
    "assert_fine(x)",
    "x=x",
    "last=x",
    "count+=1",
    "del_later.append(x)",
    "jnp.shape(x)",
    "if_debug(x)",
]

Program = dict[str, str]  # by question


@cache
def styles() -> tuple[Program, ...]:
    """The honest styles, each with the source of every function."""
    found = (extract(notebook.read(path), QUESTIONS) for path in sorted((HOMEWORK / "honest").glob("*.py")))
    return tuple({name: functions_source(style, [name]) for name in QUESTIONS} for style in found)


class Rewriting(ast.NodeTransformer):
    """What one author writes otherwise."""

    def __init__(self, chance: random.Random, rate: float) -> None:
        self.chance, self.rate = chance, rate

    def visit(self, node: ast.AST) -> ast.AST:
        node = self.generic_visit(node)
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for statement in body for each in (*self.between(), statement)]
        if self.chance.random() >= self.rate:
            return node
        match node:
            case ast.BinOp(left, ast.Add() | ast.Mult() as operation, right):
                return ast.BinOp(right, operation, left)
            case ast.Constant(value=int() | float()):
                return ast.Constant(round(self.chance.expovariate(0.1), self.chance.randrange(4)))
            case ast.Name(ctx=ast.Load()) | ast.BinOp() | ast.Subscript(ctx=ast.Load()):
                return self.template(WRAPS, node)
        return node

    def between(self) -> Iterator[ast.stmt]:
        if self.chance.random() < self.rate:
            yield ast.parse(self.chance.choice(BETWEEN)).body[0]

    def template(self, choices: list[str], inner: ast.AST) -> ast.AST:
        tree = ast.parse(self.chance.choice(choices), mode="eval").body
        return _Filled(inner).visit(tree)


class _Filled(ast.NodeTransformer):
    def __init__(self, inner: ast.AST) -> None:
        self.inner = inner

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return self.inner if node.id == "x" else node


def rewritten(source: str, chance: random.Random, rate: float) -> str:
    tree = Rewriting(chance, rate).visit(ast.parse(source))
    return ast.unparse(ast.fix_missing_locations(tree))


def programs(count: int, seed: int = 1, questions: Sequence[str] = QUESTIONS) -> Iterator[tuple[str, Program]]:
    """(id, program) of every author. Of those who copy, the id says from whom."""
    chance = random.Random(seed)
    honest: list[Program] = []
    for number in range(count):
        if honest and chance.random() < COPIES:
            source, edits = chance.randrange(len(honest)), chance.uniform(0, EDITS)
            yield f"a{number}-from-{source}", {q: rewritten(s, chance, edits) for q, s in honest[source].items()}
            continue
        program = {q: rewritten(chance.choice(styles())[q], chance, OWN) for q in questions}
        honest.append(program)
        yield f"a{number}-own-{len(honest) - 1}", program
