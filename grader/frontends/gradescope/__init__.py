"""What runs in Gradescope's container: `run_autograder`, results.json, deadlines."""

__all__ = ["command", "deadlines", "grading", "results_json"]
