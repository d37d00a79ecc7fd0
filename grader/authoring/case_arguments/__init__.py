"""The arguments of a case as assignment.toml writes them: numbers, tables, files, functions, generators -> data.

`authoring.facts` and what compiles an assignment import it. It knows no question.
"""

__all__ = ["argument_tables", "arguments", "named_functions", "student_data", "typed"]
