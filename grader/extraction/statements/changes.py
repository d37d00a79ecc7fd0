"""What changes an object in place: methods of it, functions that are handed it, and other names for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

# Methods of list, dict, set, deque, ndarray, models and parsers that change their object, wherever they are called.
CHANGING_METHODS = {
    "add", "add_argument", "append", "appendleft", "clear", "difference_update", "discard", "extend", "extendleft",
    "fill", "insert", "intersection_update", "itemset", "partition", "pop", "popitem", "popleft", "put", "remove",
    "resize", "reverse", "rotate", "setdefault", "sort", "symmetric_difference_update", "update",
}  # fmt: skip
LEARNING_METHODS = {"fit", "fit_transform", "partial_fit", "train"}

# By their module the functions that change their first argument; "out" is an argument of that name of any function.
CHANGING_FUNCTIONS = {
    "bisect": {"insort", "insort_left", "insort_right"},
    "builtins": {"next"},
    "heapq": {"heapify", "heappop", "heappush", "heappushpop", "heapreplace"},
    "numpy": {"at", "copyto", "fill_diagonal", "out", "place", "put", "put_along_axis", "putmask", "shuffle"},
    "operator": {"setitem"},
    "random": {"shuffle"},
}
_METHOD = {"exec_module", "shuffle"}  # of a loader of modules, of a random generator

# Names of one object that are followed from a change: an honest notebook has a few, and all of many cost their square.
MAX_ALIASES = 50


def changes_argument(path: str, origins: Mapping[str, Iterable[str]]) -> bool:
    """Whether a path is one of CHANGING_FUNCTIONS; `origins` maps each imported name to what it may stand for."""
    root, dot, rest = path.partition(".")
    own = "" if dot else f"builtins.{root}"
    for origin in origins.get(root, [own]):
        module, *attributes = f"{origin}{dot}{rest}".split(".")
        if attributes and attributes[-1] in CHANGING_FUNCTIONS.get(module, _METHOD if not origin else set()):
            return True
    return False


class Aliases:
    """Which names are one object, or a part of another's, statement by statement."""

    def __init__(self) -> None:
        self._bound: dict[str, int] = {}  # name -> the statement that bound it last
        # what changes with a bound name, in order: the nearest must not depend on the hashes of the names
        self._same: dict[tuple[str, int], dict[tuple[str, int], None]] = defaultdict(dict)

    def bind(self, statement: int, names: Iterable[str], pairs: Iterable[tuple[str, str]]) -> None:
        """A statement binds names; of each pair, a change of the first is one of the second."""
        before = {second: self._object(second) for pair in pairs for second in pair}
        names = set(names)
        self._bound |= dict.fromkeys(names, statement)
        for first, second in sorted(pairs):
            ends = [(name, statement) if name in names else before[name] for name in (first, second)]
            links = self._same[ends[0]]
            links[ends[1]] = None
            if len(links) > MAX_ALIASES:
                del links[next(iter(links))]  # the oldest, whose name most likely is another object by now

    def changed_with(self, names: Iterable[str]) -> set[str]:
        """The names, and all others whose object changes with theirs."""
        objects = dict.fromkeys(self._object(name) for name in sorted(names))
        pending = list(objects)
        for each in pending:  # the nearest first
            new = [other for other in self._same.get(each, ()) if other not in objects]
            objects |= dict.fromkeys(new)
            pending += new if len(pending) < MAX_ALIASES else []
        return {name for name, statement in objects if self._object(name) == (name, statement)}

    def _object(self, name: str) -> tuple[str, int]:
        return name, self._bound.get(name, -1)
