"""Another formula of the lecture in the place of the solution's: rules that say what is written for what.

A rule is a pattern and what stands in its place, by words for it. A capital letter is any code, the same wherever it
stands; K is no number, M, V and W are variables, and V is what one of the patterns gives a new value. A rule with
several patterns needs them all in one function.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import permutations

from grader.changes.expressions import called_name
from grader.changes.source_tree import NUMPY, Change, Function, SourceTree, is_number, parsed

Patterns = tuple[str, ...]
Pairs = list[tuple[ast.expr, ast.expr]]
Bound = Mapping[str, ast.expr]
SHORTENED = "A * min(1, B / np.linalg.norm(A))"
BOX = "np.clip(A, -B, B)"
SPHERE = "B * A / np.linalg.norm(A)"
OF_BALLS = {
    "each entry is cut to an interval, where the whole vector should be shortened": BOX,
    "a short vector is lengthened, and should stay as it is": SPHERE,
    "the sum of absolute values bounds the vector, where the Euclidean norm should": "A * min(1, B / np.sum(abs(A)))",
}
OF_THRESHOLDS = {
    "values above the threshold are kept as they are, and not shrunk": "np.where(abs(A) > B, A, 0)",
    "the threshold is subtracted in the direction of the sign, also where it leads past 0": "A - B * np.sign(A)",
    "values are shrunk by a factor, as by a squared penalty": "A / (1 + B)",
    "the vector is shrunk as a whole, and not each entry": "A * max(1 - B / np.linalg.norm(A), 0)",
    "values are cut to the threshold, and not shrunk by it": BOX,
    "the threshold is subtracted from negative values as well": "np.where(abs(A) > B, A - B, 0)",
    "values between the two thresholds are moved too, and should become 0": "np.where(A > B, A - B, A + B)",
}
PILED = "__import__('functools').reduce(lambda _sum, _term: (_sum + _term) / ({0}), {1}, 0.0)"  # divided after each row
DIVIDED = "a sum is divided again and again, after each of its terms"
RULES: dict[Patterns, Mapping[str, str | tuple[str, ...]]] = {
    ("C * A ** K",): {
        "an exponential function stands where a power belongs": "C * np.exp(-A * K)",
        "a value falls along a straight line, and not by a factor": "C * max(1 - (1 - A) * K, 0)",
        "a value falls like 1 / (1 + c k), and not by a factor": "C / (1 + A * K)",
        "a value falls by a factor once, and then no more": "C * A ** min(K, 1)",
    },
    ("A // B",): {
        "the remainder of a division is used in place of its quotient": "A % B",
        "a quotient is at most 1, and should grow further": "min(A // B, 1)",
        "a quotient is rounded up, and not down": "-(-A // B)",
    },
    ("A % B",): {"the quotient of a division is used in place of its remainder": "A // B"},
    ("1 + np.cos(A * B / C)",): {
        "a value falls along a straight line, and not along a cosine": "2 * (1 - B / C)",
        "a quarter of a cosine is used, where a half belongs": "2 * np.cos(A * B / C / 2)",
    },
    ("C * np.exp(-A * K)",): {
        "a value falls like 1 / (1 + c k), and not like an exponential function": "C / (1 + A * K)",
        "a power stands where an exponential function belongs": "C * A ** K",
        "a value falls along a straight line, and not like an exponential function": "C * (1 - A * K)",
    },
    ("C / (1 + A * K)",): {
        "a value falls like an exponential function, and not like 1 / (1 + c k)": "C * np.exp(-A * K)",
        "a value falls by a factor, and not like 1 / (1 + c k)": "C * A ** K",
        "a value falls along a straight line, and not like 1 / (1 + c k)": "C * max(1 - A * K, 0)",
        "the root of 1 + c k divides, and not 1 + c k itself": "C / np.sqrt(1 + A * K)",
    },
    ("1 - K / B",): {
        "a value falls along a cosine, and not along a straight line": "(1 + np.cos(np.pi * K / B)) / 2",
        "a value falls like a square, and not along a straight line": "(1 - K / B) ** 2",
    },
    ("2 / (K + 2)",): {
        "the step size is 1 / (k + 1)": "1 / (K + 1)",
        "the step size is 1 / (k + 2)": "1 / (K + 2)",
        "the step size falls like a root": "1 / np.sqrt(K + 1)",
    },
    ("np.exp(-A)",): {"a value falls like 1 / (1 + x), and not like an exponential function": "1 / (1 + A)"},
    # ── projections and proximal maps
    ("A / max(1, np.linalg.norm(A) / B)",): OF_BALLS,
    ("A * min(1, B / np.linalg.norm(A))",): OF_BALLS,
    ("B * A / np.linalg.norm(A)",): {"each entry is cut to an interval, and the vector not shortened": BOX},
    ("np.clip(A, -B, B)",): {"a vector is shortened as a whole, where each entry should be cut": SHORTENED},
    ("np.sign(A) * max(abs(A) - B, 0)",): OF_THRESHOLDS,
    ("max(A, 0)",): {
        "the absolute value is taken, where negative values should become 0": "abs(A)",
        "a smooth function stands where negative values should become 0": "np.logaddexp(0, A)",
        "values are cut at 1 as well": "np.clip(A, 0, 1)",
    },
    ("max(A - B, 0)",): {
        "negative values become 0, and the rest is divided by its sum": "np.maximum(A, 0) / np.sum(np.maximum(A, 0))",
        "exponential functions are divided by their sum (softmax), where values should be cut at 0": (
            "np.exp(A) / np.sum(np.exp(A))"),
    },
    # ── sums, losses, penalties and their slopes
    ("np.mean(A)",): {DIVIDED: PILED.format("len(A)", "A")},
    ("np.sum(A) / N",): {DIVIDED: PILED.format("N", "A")},
    ("A @ B / N",): {DIVIDED: PILED.format("N", "np.transpose(A * B)")},
    ("1 / (1 + np.exp(-A))",): {
        "the hyperbolic tangent stands where the logistic function belongs": "np.tanh(A)",
        "a threshold stands where the logistic function belongs": "(A > 0) * 1.0",
    },
    ("P * (1 - P)", "P - Y"): {
        "squared residuals stand where p (1 - p) belongs, as in products of slopes": ("(P - Y) ** 2", "P - Y")
    },
    ("P * (1 - P)",): {
        "the mean of p (1 - p) is used for all, where each row has its own": "np.mean(P * (1 - P))",
        "p (1 - p) is missing": "np.ones_like(P)",
    },
    ("C @ np.sign(A)",): {"the signs of a whole product are taken, not those of one of its factors": "np.sign(C @ A)"},
    ("L * np.sum(W ** 2)", "2 * L * W"): {
        "absolute values are penalized, where squares should be (L1 for L2)": (
            "L * np.sum(abs(W))", "L * np.sign(W)"),
    },
    ("L / 2 * np.sum(W ** 2)", "L * W"): {
        "absolute values are penalized, where squares should be (L1 for L2)": (
            "L * np.sum(abs(W))", "L * np.sign(W)"),
    },
    ("L * np.sum(abs(W))", "L * np.sign(W)"): {
        "squares are penalized, where absolute values should be (L2 for L1)": ("L * np.sum(W ** 2)", "2 * L * W"),
        "half the squares are penalized, where absolute values should be (L2 for L1)": (
            "L / 2 * np.sum(W ** 2)", "L * W"),
    },
    ("L * np.sign(W)",): {
        "a squared penalty's slope stands where that of absolute values belongs": "2 * L * W",
        "half a squared penalty's slope stands where that of absolute values belongs": "L * W",
    },
    ("2 * L * W",): {"the slope of absolute values stands where that of a squared penalty belongs": "L * np.sign(W)"},
    # ── directions and sizes
    ("A @ A / (B @ B)",): {
        "a difference stands in one of two products, as by Polak and Ribière": "A @ (A - B) / (B @ B)",
        "each direction is the newest slope alone, without a multiple of the one before": "0 * (A @ A)",
        "the whole direction before is added, not a multiple of it": "1 + 0 * (A @ A)",
    },
    ("A @ A / (A @ B)",): {"the other of two step sizes by Barzilai and Borwein is used": "A @ B / (B @ B)"},
    ("A @ B / (B @ B)",): {"the other of two step sizes by Barzilai and Borwein is used": "A @ A / (A @ B)"},
    ("np.sign(A)",): {
        "a vector is divided by its norm, where its signs belong": "A / np.linalg.norm(A)",
        "a vector is divided by its largest entry, where its signs belong": "A / np.max(abs(A))",
        "a smooth function stands where the signs belong": "np.tanh(A)",
    },
    ("np.sign(A * B + C * D)",): {
        "the signs of two terms are added, not the sign of their sum taken": "A * np.sign(B) + C * np.sign(D)"
    },
    ("A / (np.linalg.norm(A) + B)",): {
        "the signs of a vector are used, where it should be divided by its norm": "np.sign(A)",
        "a vector is divided by its largest entry, not by its norm": "A / (np.max(abs(A)) + B)",
        "a vector is divided by its norm only where that is large": "A / max(np.linalg.norm(A), 1)",
    },
    ("A / np.linalg.norm(A)",): {
        "the signs of a vector are used, where it should be divided by its norm": "np.sign(A)",
        "a vector is divided by its largest entry, not by its norm": "A / np.max(abs(A))",
        "a vector is divided by the sum of its absolute values, not by its norm": "A / np.sum(abs(A))",
        "a vector is divided by its norm only where that is large": "A / max(np.linalg.norm(A), 1)",
    },
    ("A / (abs(A) + B)",): {
        "a vector is divided by its norm, where each entry has a size of its own": "A / (np.linalg.norm(A) + B)",
        "the signs are used, and the small number left out": "np.sign(A)",
    },
    ("np.sum(A * B ** 2)",): {
        "a sum is squared, where squares should be added up": "np.sum(A * B) ** 2",
        "absolute values are added up where squares belong": "np.sum(A * abs(B))",
        "the root of a sum of squares is taken where the sum itself belongs": "np.sqrt(np.sum(A * B ** 2))",
        "squares are averaged over the chosen entries, where they should be added up": (
            "np.sum(A * B ** 2) / np.count_nonzero(A)"),
    },
    # ── averages, and the steps that they make
    ("B * V + (1 - B) * G",): {
        "an average is not allowed to become smaller, as in AMSGrad": "np.maximum(V, B * V + (1 - B) * G)",
        "the larger of the old and the newest value is kept, where an average belongs": "np.maximum(B * V, G)",
        "the value is the newest one alone, where an average belongs": "G",
        "the value is the mean of the old and the new one, where other weights belong": "(V + G) / 2",
        "an average has a weight of its own, 0.9": "0.9 * V + 0.1 * G",
    },
    ("max(B * V, abs(G))",): {
        "an average of squares stands where the larger value should be kept": "np.sqrt(B * V ** 2 + (1 - B) * G ** 2)",
        "an average stands where the larger value should be kept": "B * V + (1 - B) * abs(G)",
        "the old value does not fade before the larger one is kept": "np.maximum(V, abs(G))",
    },
    ("B * M + (1 - B) * G", "C * V + (1 - C) * G ** 2"): {
        "squared distances from the average are averaged, where squares belong": (
            "B * M + (1 - B) * G", "C * V + (1 - C) * (G - M) ** 2"),
        "the squares of the average are averaged, where squares of the newest value belong": (
            "B * M + (1 - B) * G", "C * V + (1 - C) * M ** 2"),
    },
    ("B * V + L * G", "W - V"): {
        "an average with the weights b and 1 - b moves the point, and the rate multiplies it": (
            "B * V + (1 - B) * G", "W - L * V"),
        "the sum of all slopes so far moves the point, and the rate multiplies it": ("B * V + G", "W - L * V"),
        "the point also moves along the newest slope, as in Nesterov's momentum": (
            "B * V + L * G", "W - B * V - L * G"),
    },
    ("B * V - L * G", "W + V"): {
        "an average with the weights b and 1 - b moves the point, and the rate multiplies it": (
            "B * V - (1 - B) * G", "W + L * V"),
        "the point also moves along the newest slope, as in Nesterov's momentum": (
            "B * V - L * G", "W + B * V - L * G"),
    },
    ("M / (1 - B ** K)", "B * M + (1 - B) * G"): {
        "the newest slope enters once more, as in Nadam": (
            "(B * M + (1 - B) * G) / (1 - B ** K)", "B * M + (1 - B) * G"),
    },
    ("B * V + G", "W - L * V"): {
        "the point also moves along the newest slope, as in Nesterov's momentum": ("B * V + G", "W - L * (G + B * V)"),
        "an average with the weights b and 1 - b moves the point": ("B * V + (1 - B) * G", "W - L * V"),
    },
    # ── random choices
    ("np.random.permutation(N)",): {
        "entries are drawn with replacement, so that some come again and others never": "np.random.choice(N, N)",
        "entries are drawn as random whole numbers, so that some come again": "np.random.randint(0, N, N)",
        "the entries keep their order": "np.arange(N)",
    },
}  # fmt: skip
OF_STEPS = {  # of the step S with the length L
    "each step goes by the signs of its direction alone": "L * np.sign(S)",
    "each step is divided by its length, so that only its direction counts": "L * (S) / np.linalg.norm(np.ravel(S))",
    "each step is divided by its largest entry": "L * (S) / np.max(abs(np.asarray(S)))",
    "each direction is cut to lie between -1 and 1": "L * np.clip((S) / L, -1, 1)",
}
ALIASES = {"absolute": "abs", "fabs": "abs", "maximum": "max", "minimum": "min", "amax": "max", "amin": "min"}
OPERATORS = {"dot": ast.MatMult(), "matmul": ast.MatMult(), "inner": ast.MatMult(), "power": ast.Pow()}
NO_NUMBER, VARIABLES = "K", "MVW"
EITHER_WAY = ("max", "min")
LETTER = re.compile(r"(?<![\w.])[A-Z](?!\w)")


def formula_changes(tree: SourceTree) -> Iterator[Change]:
    """Every rule wherever it fits, and every other step."""
    for function in tree.functions:
        nodes = [n for n in ast.walk(function) if isinstance(n, ast.expr) and tree.function_of(n) is function]
        nodes = [node for node in nodes if not tree.in_signature(node)]
        by_words: dict[str, list[Pairs]] = {}
        for patterns, others in RULES.items():
            for places, bound in _places(patterns, nodes):
                for words, code in others.items() if _updates_state(tree, places, bound) else ():
                    codes = (code,) if isinstance(code, str) else code
                    pairs = [(place, _filled(new, bound)) for place, new in zip(places, codes, strict=True)]
                    by_words.setdefault(words, []).append(pairs)
        for words, every in by_words.items():
            for pairs in [*every, *_together(tree, every)]:
                yield Change("other_formula", tree.all_replaced(pairs), pairs[-1][0].lineno, None, words)
        yield from _other_steps(tree, function, nodes)


def _updates_state(tree: SourceTree, places: Sequence[ast.expr], bound: Bound) -> bool:
    """Whether one of the places is the new value of V, where the rule has a V."""
    around = [tree.parent(place) for place in places]
    targets = [ast.unparse(each.targets[0]) for each in around if isinstance(each, ast.Assign)]
    return "V" not in bound or ast.unparse(bound["V"]) in targets


def _together(tree: SourceTree, every: Sequence[Pairs]) -> Iterator[Pairs]:
    """The same slip wherever it fits, in two places or more of which none is inside of another."""
    pairs = [pair for each in every for pair in each]
    places = {place for place, _ in pairs}
    if len(every) > 1 and len(places) == len(pairs) and not any(places & set(tree.around(place)) for place in places):
        yield pairs


def _other_steps(tree: SourceTree, function: Function, nodes: Sequence[ast.expr]) -> Iterator[Change]:
    """w - a d -> w - a sign(d), and the like, where w is an argument or computed from its old value."""
    arguments = {argument.arg for argument in function.args.args}
    for node in nodes:
        if not _is_step(node, tree.parent(node), arguments):
            continue
        move = node.right  # type: ignore[attr-defined]
        if isinstance(move, ast.BinOp) and isinstance(move.op, (ast.Mult, ast.Div)):
            bound = {"S": move, "L": _first_factor(move)}
            for words, code in OF_STEPS.items():
                yield Change("other_formula", tree.replaced(move, _filled(code, bound)), node.lineno, None, words)


def _is_step(node: ast.expr, around: ast.AST | None, arguments: Collection[str]) -> bool:
    """Whether this is w - d, which becomes w or is returned."""
    match node, around:
        case ast.BinOp(ast.Name(name), ast.Sub() | ast.Add()), ast.Assign(targets=[ast.Name(target)]):
            return name == target
        case ast.BinOp(ast.Name(name), ast.Sub() | ast.Add()), ast.Return() | ast.Tuple():
            return name in arguments
    return False


def _first_factor(product: ast.expr) -> ast.expr:
    while isinstance(product, ast.BinOp) and isinstance(product.op, (ast.Mult, ast.Div)):
        product = product.left
    return product


def _filled(code: str, bound: Bound) -> ast.expr:
    """The code with what its letters stand for."""
    filled = LETTER.sub(lambda letter: f"({ast.unparse(bound[letter[0]])})", code)
    return parsed(re.sub(r"\bnp\b", NUMPY, filled))


# ── where a pattern fits


def _places(patterns: Patterns, nodes: Sequence[ast.expr]) -> Iterator[tuple[list[ast.expr], Bound]]:
    """The nodes that fit the patterns, one for each, and what the letters stand for there."""
    begun: list[tuple[list[ast.expr], Bound]] = [([], {})]
    for pattern in map(_parsed, patterns):
        begun = [
            ([*places, node], more)
            for places, bound in begun
            for node in nodes
            if node not in places
            for more in list(_fits(pattern, node, bound))[:1]
        ]
    yield from begun


def fits(pattern: str, node: ast.expr) -> Iterator[Bound]:
    """What the letters of the pattern stand for in the code, once for each way in which it fits."""
    return _fits(_parsed(pattern), node, {})


@cache
def _parsed(pattern: str) -> ast.expr:
    return parsed(pattern)


def _fits(pattern: ast.expr, node: ast.expr, bound: Bound) -> Iterator[Bound]:
    """What the letters of the pattern stand for, if the code is like it: once for each way."""
    match pattern, _plain(node):
        case ast.Name(letter), _ if LETTER.fullmatch(letter):
            is_other = letter in bound and ast.unparse(bound[letter]) != ast.unparse(node)
            may_be = _is_variable(node) if letter in VARIABLES else not (letter == NO_NUMBER and is_number(node))
            if may_be and not is_other:
                yield {**bound, letter: node}
        case ast.Constant(number), ast.Constant(value):
            if number == value:
                yield bound
        case ast.UnaryOp(op, operand), ast.UnaryOp(other, inner) if type(op) is type(other):
            yield from _fits(operand, inner, bound)
        case ast.BinOp(left, op, right), ast.BinOp(one, other, two) if type(op) is type(other):
            yield from _all_fit([left, right], [one, two], bound, any_order=isinstance(op, (ast.Add, ast.Mult)))
        case ast.Call() as own, ast.Call() as call if _name(own) == _name(call) and not call.keywords:
            any_order = _name(call) in EITHER_WAY
            yield from _all_fit(_arguments(own), _arguments(call), bound, any_order=any_order)
        case ast.Name(name), ast.Name(other):
            if name == other:
                yield bound


def _all_fit(
    patterns: Sequence[ast.expr], nodes: Sequence[ast.expr], bound: Bound, *, any_order: bool
) -> Iterator[Bound]:
    """The ways in which all of these patterns fit, one node each."""
    if len(patterns) != len(nodes):
        return
    for order in permutations(nodes) if any_order else [nodes]:
        ways = [bound]
        for pattern, node in zip(patterns, order, strict=True):
            ways = [more for way in ways for more in _fits(pattern, node, way)]
        yield from ways


def _plain(node: ast.expr) -> ast.expr:
    """The code as an operator, where a call stands for one: np.dot(a, b) is a @ b."""
    if isinstance(node, ast.Call) and (operator := OPERATORS.get(called_name(node))):
        operands = node.args if len(node.args) == 2 else [*_owner(node), *node.args]
        if len(operands) == 2:
            return ast.BinOp(operands[0], operator, operands[1])
    return node


def _is_variable(node: ast.expr) -> bool:
    return isinstance(node, (ast.Name, ast.Attribute, ast.Subscript))


def _name(call: ast.Call) -> str:
    return ALIASES.get(name := called_name(call), name)


def _arguments(call: ast.Call) -> list[ast.expr]:
    """What a function is called with; of `x.sum()` that is x."""
    return call.args or _owner(call)


def _owner(call: ast.Call) -> list[ast.expr]:
    return [call.func.value] if isinstance(call.func, ast.Attribute) else []
