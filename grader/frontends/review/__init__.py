"""The review server: pages on this machine where staff look at what needs eyes, and decide.

    serving       binds to 127.0.0.1, prints the address
    security      who may ask at all: token, cookie, Host, Origin, headers of every answer
    application   address -> page or action
    overview      students x questions: data; what needs eyes is `course.class_report.queue`
    pages         HTML, made by `grader.reports.elements` alone
    forms         what is posted -> a decision

Imports `course` and `reports`; the staff's commands import it. Starlette and uvicorn are the extra `[review]`.
"""

__all__ = ["serving"]
