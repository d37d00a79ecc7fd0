"""Print how the packages of a checkout hang together: `python -m house.house [ROOT]`, which is what `make house` calls.

For each package its modules, its lines and the packages that it imports; then the arrows, the floors and the circles.
Arrows count every import, also inside functions and for types alone; floors and circles leave out those for types.
A module beside the packages counts as one of them.
"""

from __future__ import annotations

import graphlib
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[2]
DOORS = {"grader", "grader.__main__"}  # they hand over to a frontend, and are no part of the house


def file_of(module: str, root: Path = ROOT) -> Path:
    """The file of a module or package."""
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def module_arrows(root: Path, types: bool = True) -> dict[str, set[str]]:
    """Each module of `grader` below `root` and what it imports of `grader`, with `types` for types too."""
    sys.path.insert(0, str(root))
    graph = grimp.build_graph("grader", cache_dir=None, exclude_type_checking_imports=not types)
    return {name: graph.find_modules_directly_imported_by(name) - DOORS for name in graph.modules - DOORS}


def package_of(module: str) -> str:
    """`grader.base.text` -> `grader.base`."""
    return ".".join(module.split(".")[:2])


def package_arrows(modules: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The same between packages: each package and the other packages that it imports."""
    arrows: dict[str, set[str]] = defaultdict(set)
    for module, targets in modules.items():
        package = package_of(module)
        arrows[package] |= {package_of(target) for target in targets} - {package}
    return dict(arrows)


def floors(arrows: Mapping[str, set[str]]) -> dict[str, int]:
    """The floor of each package: 1 where it imports none, else one above the highest that it imports.

    Raises graphlib.CycleError, with the names along a circle, where there is one.
    """
    floor: dict[str, int] = {}
    for name in graphlib.TopologicalSorter(arrows).static_order():
        floor[name] = 1 + max((floor[target] for target in arrows[name]), default=0)
    return floor


def circle(arrows: Mapping[str, set[str]]) -> list[str]:
    """The names along one circle; empty where there is none."""
    try:
        floors(arrows)
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def main(root: Path = ROOT) -> int:
    """Print the figures; the exit code is 1 where imports go in a circle."""
    modules, running = module_arrows(root), module_arrows(root, types=False)
    packages = package_arrows(modules)
    circles = {"packages": circle(package_arrows(running)), "modules": circle(running)}
    floor = {} if circles["packages"] else floors(package_arrows(running))
    for package in sorted(packages, key=lambda name: (floor.get(name, 0), name)):
        files = [file_of(name, root) for name in modules if package_of(name) == package]
        lines = sum(file.read_text(encoding="utf-8").count("\n") for file in files)
        count = sum(file.name != "__init__.py" for file in files)
        below = " ".join(sorted(name.removeprefix("grader.") for name in packages[package]))
        name = package.removeprefix("grader.")
        print(f"floor {floor.get(package, '?'):>2}  {name:<16} {count:>2} modules {lines:>5} lines  -> {below}")
    arrows = sum(map(len, packages.values()))
    print(f"{len(packages)} packages, {arrows} arrows between them, {max(floor.values(), default=0)} floors")
    for kind, names in circles.items():
        print(f"circles between {kind}: {' -> '.join(names) if names else 'none'}")
    return 1 if any(circles.values()) else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
