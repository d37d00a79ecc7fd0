
from pathlib import Path
from grader.sandbox import probe as isolation
from grader.extraction.extract import Statement
from grader.model.request import Request
from grader.sandbox.environment import Environment, Limits
from grader.sandbox.session import run
here = Path.cwd()
names = ("homework.key", "results/gradebook.db")
requests = [Request(name, "q", "read", {"path": str(here / name)}, needs=(0,)) for name in names]
program = [Statement(1, 1, isolation.ATTEMPTS)]
print([call.kind for call in run(program, requests, Environment(Limits(case_seconds=20))).calls.values()])
for name in ("homework.key", "lib/homework.key"):
    try:
        isolation.require_hidden(here / name)
    except isolation.IsolationMissing as error:
        print(error)
