"""assignment.toml -> facts, and what is wrong with the file, in sentences that say where and what to write.

`authoring.compiler`, `authoring.importing` and `frontends.staff` import it.
"""

__all__ = ["assignment_file", "mistake_words"]
