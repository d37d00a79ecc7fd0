"""An import rule for import-linter: modules outside a package import only what its `__all__` names.

The list of a package is its `__all__`: names of its modules and subpackages. Everything else is private to the package.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from house.house import file_of
from importlinter import Contract, ContractCheck, fields, output

if TYPE_CHECKING:
    from grimp import ImportGraph


class PublicFaceContract(Contract):
    """Report each import of a module that a package keeps to itself. `open_packages` may be imported freely."""

    type_name = "public_face"
    open_packages = fields.SetField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """The contract is kept where every import of a package's module names a public one."""
        freely: set[str] = self.open_packages or set()  # type: ignore[assignment]  # a field becomes its value
        faces = {package: public_names(package) for package in packages(graph) - freely}
        broken = sorted(private_imports(graph, faces))
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Each import that is not allowed, and what every package would have to list to allow them."""
        missing: dict[str, set[str]] = {}
        for importer, imported, package, line in check.metadata["broken"]:
            output.print_error(f"{importer} (l. {line}) imports {imported}", bold=False)
            missing.setdefault(package, set()).add(module_in(package, imported))
        for package, names in sorted(missing.items()):
            output.print_error(f"{package}.__all__ does not name {', '.join(sorted(names))}")


def packages(graph: ImportGraph) -> set[str]:
    """The packages below `grader`."""
    inner = {module for module in graph.modules if module.startswith("grader.")}
    return {module for module in inner if graph.find_children(module)}


def private_imports(graph: ImportGraph, faces: dict[str, frozenset[str]]) -> Iterator[tuple[str, str, str, int]]:
    """Importer, imported module, the package that keeps it to itself, and the line of the import."""
    for package, public in faces.items():
        for module in graph.find_descendants(package):
            if module_in(package, module) in public:
                continue
            for importer in graph.find_modules_that_directly_import(module):
                if not f"{importer}.".startswith(f"{package}."):
                    details = graph.get_import_details(importer=importer, imported=module)
                    yield importer, module, package, details[0]["line_number"] if details else 0


def module_in(package: str, module: str) -> str:
    """`grader.sandbox`, `grader.sandbox.child.driver` -> `child`."""
    return module.removeprefix(f"{package}.").partition(".")[0]


def public_names(package: str) -> frozenset[str]:
    """What `__all__` of a package lists; nothing where it has none."""
    for node in ast.parse(file_of(package).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["__all__"]:
            return frozenset(ast.literal_eval(node.value))
    return frozenset()
