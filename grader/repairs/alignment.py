"""Which lines of a program stand otherwise in a right one of much the same structure. Texts alone: nothing runs here.

    own and right statements ─► pairs at the least cost ─► the right one's names as the own one has them ─► pairs again
    pairs ─► exchanges: a line for a line, a line more, a line less ─► programs with some of them

Statements are paired in order, block by block, as in the edit distance of sequences: a statement costs its nodes where
it has no partner, and a pair the nodes in which its two lines differ.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from grader.changes.source_tree import Function, names_of, within

Import = ast.Import | ast.ImportFrom
BLOCKS = ("body", "orelse", "finalbody")
BRANCHING = (ast.If, ast.For, ast.While)
OTHER_NAME = 0.3  # what two names cost in a pair before it is known which of them is which
IN_SIGNATURE = 100  # times the votes of any other place that two names share
NEVER = 10**6  # what a pair costs that there must not be, and the lines of an exchange
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
CONDITION = 2  # lines of one, and what is done where it holds
ENDS = (ast.Return, ast.Raise, ast.Break, ast.Continue)  # after which the rest of a block never runs


@dataclass(eq=False)
class Slot:
    """A statement, its partner in the other program, and what stands in their blocks; one of the two may be missing.

    `atoms` are the pairs of nodes in which their lines differ; both statements where these are of different kinds.
    """

    own: ast.stmt | None
    right: ast.stmt | None
    blocks: dict[str, list[Slot]] = field(default_factory=dict)
    atoms: tuple[tuple[ast.AST, ast.AST], ...] = ()


Atom = tuple[ast.AST, ast.AST] | Slot  # two nodes of which the right one takes the place of the own; a statement alone


class Exchange(NamedTuple):
    """A line of the own program and one of the right one: `line` counts from the first of the statement at `position`.

    It is the line before of one that is added. `lines` says how many change.
    """

    atoms: frozenset[Atom]
    position: int
    line: int
    lines: int


class Alignment:
    """Statements of a program by position, beside those of a right one. `distance` grows with what differs.

    `asked` are functions that keep their names, as do others that both define; `imported` is what the own one imports.
    """

    def __init__(
        self,
        own: Mapping[int, ast.stmt],
        right: Sequence[ast.stmt],
        asked: Collection[str] = (),
        imported: Collection[str] = (),
    ) -> None:
        self.own, self._positions = own, {node: at for at, node in own.items()}
        self._imports = [each for each in right if isinstance(each, Import) and not top_names(each) <= {*imported}]
        body, others = list(own.values()), [each for each in right if not isinstance(each, Import)]
        defined = ({each.name for each in some if isinstance(each, DEFINITIONS)} for some in (body, others))
        asked = set.intersection(*defined) | {*asked}
        renamed = _renamed(_Pairing(asked, OTHER_NAME).pairs(body, others), body, others, asked)
        pairing = _Pairing(asked, 1.0)
        self.distance = pairing.cost(body, renamed)
        self._slots = pairing.pairs(body, renamed)
        self.lines = line_count(*own.values())
        self.exchanges = tuple(self._exchanges(self._slots, min(own), 1))

    def _exchanges(self, slots: Sequence[Slot], position: int, line: int) -> Iterator[Exchange]:
        for n, slot in enumerate(slots):
            if slot.own is not None:
                position, line = self._positions.get(slot.own, position), slot.own.lineno
            is_alone = slot.own is None or slot.right is None
            if atoms := frozenset[Atom]([slot] if is_alone else slot.atoms):
                is_last = not any(each.own for each in slots[n + 1 :])
                yield Exchange(atoms, position, line, _lines(slot) if is_last or not _is_shortcut(slot) else NEVER)
            for block in slot.blocks.values():
                yield from self._exchanges(block, position, line)
            line = getattr(slot.own, "end_lineno", line)

    def program(self, exchanges: Iterable[Exchange]) -> dict[int, str]:
        """The statements that change with these exchanges, as text."""
        chosen = {atom for each in exchanges for atom in each.atoms}
        changed = {each.position for each in exchanges}
        added, texts, last = list[ast.stmt](), dict[int, str](), max(self.own)
        for slot in self._slots:
            at = self._positions[slot.own] if slot.own is not None else last
            if slot.own is None:
                added += _built([slot], chosen)
            elif added or at in changed:
                built = [*added, *(_built([slot], chosen) or [ast.Pass()])]
                texts[at], added = "\n".join(map(_printed, built)), []
        if added:
            texts[last] = "\n".join(map(_printed, [*([] if last in texts else [self.own[last]]), *added]))
        return {at: "\n".join([*self._missing_imports(text), text]) for at, text in texts.items()}

    def _missing_imports(self, text: str) -> Iterator[str]:
        """The imports of the right program that this text needs, and the own one has not."""
        read = names_of(ast.parse(text)) if self._imports else set()
        yield from (ast.unparse(each) for each in self._imports if top_names(each) & read)


class _Pairing:
    """Pairs of statements at the least cost, and what they cost. `other_name` is what two different names cost."""

    def __init__(self, asked: Collection[str], other_name: float) -> None:
        self._asked, self._other_name = asked, other_name
        self._sizes: dict[ast.AST, int] = {}
        self._costs: dict[tuple[ast.stmt, ast.stmt], float] = {}

    def cost(self, own: Sequence[ast.stmt], right: Sequence[ast.stmt]) -> float:
        """What the pairs of two blocks cost."""
        return self._table(own, right)[len(own)][len(right)]

    def pairs(self, own: Sequence[ast.stmt], right: Sequence[ast.stmt]) -> list[Slot]:
        """Both blocks, statement by statement, with the blocks in them."""
        table, n, m, slots = self._table(own, right), len(own), len(right), list[Slot]()
        while n or m:
            if n and m and table[n][m] == table[n - 1][m - 1] + self._of_pair(own[n - 1], right[m - 1]):
                n, m = n - 1, m - 1
                slots.append(self._slot(own[n], right[m]))
            elif n and table[n][m] == table[n - 1][m] + self._size(own[n - 1]):
                n -= 1
                slots.append(Slot(own[n], None))
            else:
                m -= 1
                slots.append(Slot(None, right[m]))
        return slots[::-1]

    def _slot(self, own: ast.stmt, right: ast.stmt) -> Slot:
        fields = [name for name in BLOCKS if _block(own, name) or _block(right, name)]
        blocks = {name: self.pairs(_block(own, name), _block(right, name)) for name in fields}
        return Slot(own, right, blocks, tuple(_differences(own, right)))

    def _table(self, own: Sequence[ast.stmt], right: Sequence[ast.stmt]) -> list[list[float]]:
        """What the first n statements of one block and the first m of the other cost, at [n][m]."""
        table = [[0.0]]
        for other in right:
            table[0].append(table[0][-1] + self._size(other))
        for one in own:
            above, row = table[-1], [table[-1][0] + self._size(one)]
            for m, other in enumerate(right):
                pair = above[m] + self._of_pair(one, other)
                row.append(min(pair, above[m + 1] + self._size(one), row[m] + self._size(other)))
            table.append(row)
        return table

    def _of_pair(self, own: ast.stmt, right: ast.stmt) -> float:
        if (own, right) not in self._costs:
            self._costs[own, right] = self._computed(own, right)
        return self._costs[own, right]

    def _computed(self, own: ast.stmt, right: ast.stmt) -> float:
        if not _may_be_pair(own, right, self._asked):
            return NEVER
        blocks = sum(self.cost(_block(own, name), _block(right, name)) for name in BLOCKS)
        return blocks + sum(self._of_atom(*atom) for atom in _differences(own, right))

    def _of_atom(self, own: ast.AST, right: ast.AST) -> float:
        if isinstance(own, (ast.Name, ast.arg)) and type(own) is type(right):
            return self._other_name
        if isinstance(own, Function) and isinstance(right, Function):
            return self._other_name * (own.name != right.name)
        return max(self._size(own, is_line=True), self._size(right, is_line=True))

    def _size(self, node: ast.AST, is_line: bool = False) -> int:
        """How many nodes it has; without its blocks, if `is_line`."""
        if is_line:
            return 1 + sum(map(self._size, _children(node)))
        if node not in self._sizes:
            self._sizes[node] = sum(1 for _ in ast.walk(node))
        return self._sizes[node]


def _may_be_pair(own: ast.stmt, right: ast.stmt, asked: Collection[str]) -> bool:
    """Whether one may stand for the other: of one kind, both without blocks, or both a loop or a condition."""
    names = [getattr(each, "name", "") for each in (own, right)]
    if type(own) is type(right):
        return names[0] == names[1] or not {*names} & {*asked}
    if isinstance(own, BRANCHING) or isinstance(right, BRANCHING):
        return isinstance(own, BRANCHING) and isinstance(right, BRANCHING)
    return not _block(own, "body") and not _block(right, "body")


def _block(node: ast.AST, name: str) -> list[ast.stmt]:
    block = getattr(node, name, None)
    return block if isinstance(block, list) else []


def _fields(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """The fields of a node without its blocks of statements."""
    return ((name, value) for name, value in ast.iter_fields(node) if not (name in BLOCKS and isinstance(value, list)))


def _children(node: ast.AST) -> list[ast.AST]:
    values = (value if isinstance(value, list) else [value] for _, value in _fields(node))
    return [each for some in values for each in some if isinstance(each, ast.AST) and each._fields]


def _label(node: ast.AST) -> list[Any]:
    """What two nodes have in common that differ in their children alone."""
    return [type(node), *(_outline(value) for _, value in _fields(node))]


def _outline(value: Any) -> Any:
    if isinstance(value, list):
        return [_outline(each) for each in value]
    if isinstance(value, ast.AST):  # one node stands for every `+`, so none of them can be exchanged by itself
        return not value._fields and type(value)
    return type(value), repr(value)


def _differences(own: ast.AST, right: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
    """The outermost pairs of nodes in which two lines differ."""
    if _label(own) != _label(right):
        yield own, right
    else:
        for one, other in zip(_children(own), _children(right), strict=True):
            yield from _differences(one, other)


def _walk(slots: Sequence[Slot]) -> Iterator[Slot]:
    for slot in slots:
        yield slot
        for block in slot.blocks.values():
            yield from _walk(block)


def _is_shortcut(slot: Slot) -> bool:
    """Whether it adds what returns in the place of the own lines that follow: that would put every program right."""
    if slot.own is not None or slot.right is None:
        return False
    returns = within(slot.right, ast.Return)
    return isinstance(slot.right, ENDS) or (bool(returns) and _lines(slot) > CONDITION)


def _lines(slot: Slot) -> int:
    alone = slot.own if slot.right is None else slot.right if slot.own is None else None
    return line_count(alone) if alone else 1


def line_count(*statements: ast.stmt) -> int:
    """The lines of statements, one for each in them."""
    return sum(len(within(each, ast.stmt)) for each in statements)


# ── programs


def _built(slots: Sequence[Slot], chosen: Collection[Atom]) -> list[ast.stmt]:
    """The statements of a block."""
    built = []
    for slot in slots:
        if slot.own is None or slot.right is None:
            alone = slot.own if slot not in chosen else slot.right
            built += [alone] if alone else []
        else:
            new = {own: right for own, right in slot.atoms if (own, right) in chosen}
            node = _with_nodes(slot.own, new)
            for name, block in slot.blocks.items():
                setattr(node, name, _built(block, chosen) or ([ast.Pass()] if name == "body" else []))
            built.append(node)
    return built


def _with_nodes(node: Any, new: Mapping[ast.AST, ast.AST]) -> Any:
    """The node with others in the place of some inside of it; its blocks are as they are."""
    if isinstance(node, list):
        return [_with_nodes(each, new) for each in node]
    if not isinstance(node, ast.AST):
        return node
    changed = copy(new.get(node, node))
    if node not in new:
        for name, value in _fields(node):
            setattr(changed, name, _with_nodes(value, new))
    return changed


def _printed(node: ast.stmt) -> str:
    return ast.unparse(ast.fix_missing_locations(node))


# ── names


def _renamed(
    slots: Sequence[Slot], own: Sequence[ast.stmt], right: Sequence[ast.stmt], asked: Collection[str]
) -> list[ast.stmt]:
    """The right statements with the names that the own program has for the same things."""
    partners = {slot.right: slot for slot in slots if slot.right is not None}
    top_own, top_right = (set[str]().union(*map(top_names, body)) for body in (own, right))
    shared = _names(_votes(slots), top_right - {*asked}, top_own - {*asked})
    renamed = []
    for node in right:
        slot, local = partners[node], _bound(node) - top_right
        votes = _votes([slot]) if slot.own is not None else Counter()
        names = _names(votes, local, _bound(slot.own) - top_own if slot.own is not None else set())
        taken = {*names.values(), *(_all_names(slot.own) if slot.own is not None else ()), *top_own}
        for name in sorted(local - names.keys()):
            names[name] = _free(name, taken)
        renamed.append(_with_names(deepcopy(node), shared | names))
    return renamed


def _votes(slots: Sequence[Slot]) -> Counter[tuple[str, str]]:
    """How often a name of the right program stands where one of the own program does."""
    votes: Counter[tuple[str, str]] = Counter()
    for slot in _walk(slots):
        if slot.own is not None and slot.right is not None:
            for one, other, weight in _named_pairs(slot.own, slot.right):
                votes[other, one] += weight
    return votes


def _named_pairs(own: ast.AST, right: ast.AST) -> Iterator[tuple[str, str, int]]:
    if isinstance(own, Function) and isinstance(right, Function):
        yield own.name, right.name, IN_SIGNATURE
    pair = own, right
    if isinstance(own, ast.Name) and isinstance(right, ast.Name):
        yield own.id, right.id, 1
    elif isinstance(own, ast.arg) and isinstance(right, ast.arg):
        yield own.arg, right.arg, IN_SIGNATURE
    children = [_children(each) for each in pair]
    if type(own) is type(right) and len(children[0]) == len(children[1]):
        for one, other in zip(*children, strict=True):
            yield from _named_pairs(one, other)


def _names(votes: Mapping[tuple[str, str], int], right: Collection[str], own: Collection[str]) -> dict[str, str]:
    """For names of the right program those of the own one, each once, by most votes; equal names win a draw."""
    names: dict[str, str] = {}
    for theirs, mine in sorted(votes, key=lambda pair: (-votes[pair], pair[0] != pair[1], pair)):
        if theirs in right and mine in own and theirs not in names and mine not in names.values():
            names[theirs] = mine
    return names


def top_names(statement: ast.stmt) -> set[str]:
    """The names that a statement binds in the module."""
    return {statement.name} if isinstance(statement, DEFINITIONS) else _bound(statement)


def _bound(node: ast.AST) -> set[str]:
    """The names that are bound in a statement, but for its own."""
    names = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load):
            names.add(each.id)
        elif isinstance(each, ast.arg):
            names.add(each.arg)
        elif isinstance(each, DEFINITIONS) and each is not node:
            names.add(each.name)
        elif isinstance(each, ast.alias):
            names.add((each.asname or each.name).partition(".")[0])
    return names


def _all_names(node: ast.AST) -> set[str]:
    return {each.id for each in within(node, ast.Name)} | _bound(node)


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a line below it while another thing has it."""
    return name if name not in taken else _free(f"{name}_", taken)


def _with_names(node: ast.stmt, names: Mapping[str, str]) -> ast.stmt:
    for each in ast.walk(node):
        if isinstance(each, ast.Name):
            each.id = names.get(each.id, each.id)
        elif isinstance(each, ast.arg):
            each.arg = names.get(each.arg, each.arg)
        elif isinstance(each, DEFINITIONS):
            each.name = names.get(each.name, each.name)
    return node
