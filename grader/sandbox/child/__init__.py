"""All that shares a process with student code. It holds no key, no answer and no other submission.

Imports `model` and `sandbox.isolation`, never the key or the judge; started as a process by `processes`.
"""
