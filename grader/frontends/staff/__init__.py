"""The commands of staff: making, proving and grading an assignment, and deciding about what was graded."""

__all__ = ["commands", "decision_commands"]
