"""The gradebook: one SQLite file that holds every submission, what its functions did, and how it was judged.

    gradebook      submissions, transcripts, reports and the key
    history        earlier attempts, and points before a regrade
    rows           what is held of a submission, and of the key
    database       the file: tables, versions, transactions

`course` imports it; it imports `model` and `submissions`.
"""

__all__ = ["database", "gradebook", "rows"]
