#!/usr/bin/env bash
# Runs once, as root, when Gradescope builds the image. Whatever fails here fails the build, loudly.
#
# The system's Python stays as it is, because Gradescope's own harness runs on it: the grader gets an environment of its
# own under /opt, where users without rights can execute it (under /root they could not). No user is made for students:
# each job of the grader takes a number of its own (grader/sandbox/child_process.py), so that nothing is left for the next one to find.
set -euo pipefail
umask 022
trap 'echo "SETUP FAILED in line $LINENO: the autograder cannot be used; see the lines above." >&2' ERR

SOURCE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
HOME_OF_GRADER=/opt/grader
PYTHON=$HOME_OF_GRADER/bin/python

export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends python3 python3-venv libseccomp2
apt-get clean

python3 -c 'import sys; sys.exit(sys.version_info < (3, 10))' || {
    echo "The grader needs Python 3.10 or newer; here is $(python3 --version). Choose Ubuntu 22.04 for the image." >&2
    exit 1
}
python3 -m venv "$HOME_OF_GRADER"
"$PYTHON" -m pip install --no-cache-dir --disable-pip-version-check --retries 5 -r "$SOURCE/requirements.txt"

# The key and the grader are for root alone; so are results, which may not exist before the first run.
# Each submission starts in a new container, and child processes write no bytecode: compile everything once, here.
"$PYTHON" -m compileall -q "$SOURCE/grader"

mkdir -p /autograder/results
chown -R root:root "$SOURCE"
chmod -R go= "$SOURCE"
chmod 0700 "$SOURCE" /autograder/results

# What JAX compiles for everybody, compiled now: to be read by name, listed by nobody, written by root alone.
cd "$SOURCE"
"$PYTHON" -m grader.sandbox.cache.warming assignment.key --into /opt/grader-cache
chown -R root:root /opt/grader-cache
find /opt/grader-cache -type d -exec chmod 0711 {} +
find /opt/grader-cache -type f -exec chmod 0644 {} +

# It works: every layer that is due holds, and a user without rights can run this Python with JAX.
"$PYTHON" -m grader doctor
"$PYTHON" -c 'from pathlib import Path; from grader.frontends.gradescope.grading import check_container; check_container(Path("/autograder"))'
cd /
setpriv --reuid 60706 --regid 60706 --clear-groups env -i JAX_PLATFORMS=cpu "$PYTHON" -I -c \
    'import jax; assert float(jax.grad(jax.numpy.tanh)(0.0)) == 1.0; print("another user can run JAX", jax.__version__)'
echo "The autograder is ready."
