"""Print the size of this repository in figures that long lines and packed statements do not flatter.

    PYTHONPATH=tests/bench python -m size

A code line holds code after `ruff format --line-length 88` with every `# fmt: skip`, `off` and `on` taken out; blank
lines, comments and docstrings do not count. Files are those of git, and new ones that it does not ignore.
"""

from __future__ import annotations

import ast
import io
import re
import subprocess
import tempfile
import tokenize
from collections import Counter
from pathlib import Path

from measure import PYTHON, REPOSITORY

NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
PRODUCT = ("grader", "reference")
SWITCHES = re.compile(r"#\s*fmt:\s*(skip|off|on)\b.*")


def sizes() -> dict[str, int]:
    """Code lines of each part, of the product and of its packages, and words of documents."""
    lines: Counter[str] = Counter()
    for name, text in formatted(listed("*.py")).items():
        try:
            count = code_lines(text)
        except (SyntaxError, tokenize.TokenError):
            continue  # a student's program that does not parse
        lines[part_of(name)] += count
        if name.startswith("grader/"):
            lines[f"grader/{name.split('/')[1]}" if name.count("/") > 1 else "grader/."] += count
    words = sum(len((REPOSITORY / name).read_text("utf-8").split()) for name in listed("*.md"))
    return {
        "product": sum(lines[part] for part in PRODUCT),
        **dict(sorted(lines.items())),
        "words of documents": words,
    }


def listed(pattern: str) -> list[str]:
    command = ["git", "ls-files", "-co", "--exclude-standard", pattern]
    names = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True).stdout.splitlines()
    return [name for name in names if (REPOSITORY / name).is_file()]


def part_of(name: str) -> str:
    top, last = name.split("/")[0], name.split("/")[-1]
    if top == "tests":
        return "tests: test_*.py" if last.startswith("test_") else "tests: others"
    return top if top in (*PRODUCT, "assignments") else "others"


def formatted(names: list[str]) -> dict[str, str]:
    """The text of each file as ruff formats it; as it is where ruff refuses it."""
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            (copy := Path(folder, name)).parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(SWITCHES.sub("", (REPOSITORY / name).read_text("utf-8")), "utf-8")
        command = [PYTHON, "-m", "ruff", "format", "--isolated", "--quiet", "--line-length", "88", folder]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode not in (0, 2):  # 2: some files do not parse
            raise RuntimeError(f"ruff cannot format: {done.stderr}")
        return {name: Path(folder, name).read_text("utf-8") for name in names}


def code_lines(text: str) -> int:
    """Lines that hold code. Raises SyntaxError or TokenError for what is no Python."""
    lines, documents = set[int](), set[int]()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            documents.update(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NO_CODE:
            lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines - documents)


if __name__ == "__main__":
    for title, number in sizes().items():
        print(f"{title:24} {number:8,}")
