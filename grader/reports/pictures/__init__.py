"""Pictures of runs, drawn with matplotlib: the only package that imports it.

Imports `model`, `judging` and NumPy; `reports`, `frontends` and the lecture's gallery import it. matplotlib itself is
imported when the first picture is drawn, and pyplot never: a student's own figures and backend stay as they are.
"""

__all__ = ["comparison", "drawings", "plots", "rendering", "step_marks"]
