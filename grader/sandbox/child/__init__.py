"""Everything that shares a process with student code. It holds no key, no answer and no other submission.

Imports `model` and `sandbox.isolation`, never the key or the judge. `processes` starts `driver` and `forking`.
"""

__all__ = ["calling", "conversion", "driver", "forking", "function_arguments", "modules", "without_jax"]
