"""The gradebook: one SQLite file that holds every submission, what its functions did, and how it was judged.

    gradebook      submissions, transcripts, reports and the key
    history        earlier attempts, and points before a regrade
    judging_key    the key as a book holds it
    rows           what is held of a submission
    database       the file: tables, versions, transactions

`course` imports it; it imports `model` and `submissions`.
"""

__all__ = ["database", "gradebook", "judging_key", "rows"]
