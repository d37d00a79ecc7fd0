#!/bin/sh
# Runs as root for each submission. A result that withholds the score stands from the first moment, so that there is one
# even if Python cannot start; the grader replaces it.
umask 077
mkdir -p /autograder/results
chmod 0700 /autograder/source /autograder/results /autograder/submission
[ ! -e /autograder/submission_metadata.json ] || chmod 0600 /autograder/submission_metadata.json

cat >/autograder/results/results.json <<'END'
{"output": "Your work could not be checked, and not through your fault. There is no score, and nothing is lost: the course's staff see what happened and will run it again.",
 "output_format": "text", "stdout_visibility": "hidden",
 "tests": [{"name": "For staff: could not grade", "output": "The grader did not start. Its last words are in the output of the autograder.", "output_format": "text", "visibility": "hidden"}]}
END

cd /autograder/source || exit 1
exec /opt/grader/bin/python -m grader gradescope
