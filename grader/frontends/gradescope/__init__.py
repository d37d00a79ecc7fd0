"""What runs in Gradescope's container: `run_autograder`, results.json, deadlines."""
