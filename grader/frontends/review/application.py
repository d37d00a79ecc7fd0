"""Address -> page or action: a Starlette application that holds nothing but what follows from the gradebook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.base.errors import UserError
from grader.course import naming
from grader.course.class_report.queue import Item, class_queue
from grader.course.classroom import deciding
from grader.course.decisions.entering import Changed, staff_name
from grader.course.decisions.named_answers import NamedAnswers
from grader.course.results import Results
from grader.frontends.review.forms import BadForm, decision_of, fields_of, number_of, seen_in
from grader.frontends.review.overview import Choice, StudentRow, decided_rows, judged_rows
from grader.frontends.review.pages import class_pages
from grader.frontends.review.pages.group_page import group_page
from grader.frontends.review.pages.layout import STYLE, address, submission_address
from grader.frontends.review.pages.similar_page import similar_page
from grader.frontends.review.pages.submission_page import submission_page
from grader.frontends.review.security import Guard, posted

if TYPE_CHECKING:
    from starlette.requests import Request

NAME = "grader-review-name"  # the cookie with the name that somebody entered


def application(results: Path, guard: Guard, by: str) -> Starlette:
    """The server's pages and actions. `by` is the name that decides where nobody enters another one."""
    review = Review(results, guard, by)
    routes = [
        *(Route(path, review.page(make), methods=["GET"]) for path, make in PAGES.items()),
        *(Route(path, review.action(act), methods=["POST"]) for path, act in ACTIONS.items()),
        Route("/name", review.name, methods=["GET"]), Route("/name", review.set_name, methods=["POST"]),
        Route("/style.css", _style, methods=["GET"]),
    ]  # fmt: skip
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard.protect)])


class Review:
    """The folder that is reviewed, and what was computed from its gradebook as it is now."""

    def __init__(self, folder: Path, guard: Guard, by: str) -> None:
        self.folder, self.guard, self.by = folder, guard, by
        self._lock = Lock()
        self._computed: dict[str, tuple[int, Any]] = {}

    def items(self, results: Results) -> list[Item]:
        """The queue."""
        return list(self._of_book("queue", results, class_queue))

    def rows(self, results: Results) -> list[StudentRow]:
        """Students x questions, with the decisions of now."""
        judged: dict[str, StudentRow] = self._of_book("rows", results, judged_rows)
        return decided_rows(results, judged)

    def _of_book(self, name: str, results: Results, compute: Callable[[Results], Any]) -> Any:
        """What was computed from the gradebook, anew only when a report was written since."""
        with self._lock:
            revision, value = self._computed.get(name, (-1, None))
            if revision != results.book.revision:
                revision, value = results.book.revision, compute(results)
                self._computed[name] = revision, value
            return value

    def page(self, make: Callable[[Review, Results, Request, str], str]) -> Callable[[Request], Response]:
        """The endpoint of a page; whoever has no name yet is asked for it."""

        def endpoint(request: Request) -> Response:
            """The page, the form for a name, or why there is no such page."""
            if not (by := self.name_of(request)):
                return RedirectResponse("/name", 303)
            try:
                with Results(self.folder) as results:
                    return HTMLResponse(make(self, results, request, by))
            except UserError as error:
                return HTMLResponse(class_pages.missing_page(str(error), by), 404)

        return endpoint

    def action(self, act: Callable[[Review, dict[str, str], str], str]) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of an action, which answers with the page to look at next, or with why it was refused."""

        async def endpoint(request: Request) -> Response:
            text = await posted(request)
            return await run_in_threadpool(self._act, act, text, self.name_of(request))

        return endpoint

    def _act(self, act: Callable[[Review, dict[str, str], str], str], text: str | None, by: str) -> Response:
        entered: dict[str, str] = {}
        try:
            if text is None:
                raise BadForm("this form is too long.")
            entered = fields_of(text)
            return RedirectResponse(act(self, entered, staff_name(by)), 303)
        except UserError as error:
            status = 409 if isinstance(error, Changed) else 400
            return HTMLResponse(class_pages.refused_page(str(error), entered, by), status)

    def name_of(self, request: Request) -> str:
        """Who asks: the name that was entered in this browser, or the one that the command was given."""
        return unquote(request.cookies.get(NAME, "")) or self.by

    def name(self, request: Request) -> Response:
        """The page that asks for a name."""
        return HTMLResponse(class_pages.name_page(self.name_of(request)))

    async def set_name(self, request: Request) -> Response:
        """Remember the name in this browser."""
        text = await posted(request)
        try:
            name = staff_name(fields_of(text or "").get("name", ""))
        except UserError as error:
            return HTMLResponse(class_pages.refused_page(str(error), {}, ""), 400)
        response = RedirectResponse("/", 303)
        response.set_cookie(NAME, quote(name), httponly=True, samesite="strict")
        return response


def _style(request: Request) -> Response:
    return Response(STYLE, media_type="text/css")


# ── pages


def _queue(review: Review, results: Results, request: Request, by: str) -> str:
    return class_pages.queue_page(results, review.items(results), review.rows(results), by)


def _group(review: Review, results: Results, request: Request, by: str) -> str:
    items = review.items(results)
    return group_page(results, items, _item(items, request.query_params.get("name", "")), by)


def _students(review: Review, results: Results, request: Request, by: str) -> str:
    query = request.query_params
    chosen = Choice(*(query.get(name, "")[:200] for name in ("search", "status", "question", "sort")))
    number = query.get("page", "1")
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1
    return class_pages.students_page(results.key, review.rows(results), chosen, at, by)


def _submission(review: Review, results: Results, request: Request, by: str) -> str:
    return submission_page(results, results.id_of(request.query_params.get("id", "")), by)


def _similar(review: Review, results: Results, request: Request, by: str) -> str:
    one, other, question = (request.query_params.get(name, "") for name in ("one", "other", "question"))
    return similar_page(results, one, other, question, by)


def _decisions(review: Review, results: Results, request: Request, by: str) -> str:
    return class_pages.decisions_page(results.key.title, results.decisions, by)


# ── actions. Nothing here trusts a form: `classroom` checks every decision as any other.


def _decide(review: Review, form: dict[str, str], by: str) -> str:
    decision = decision_of(form, form.get("submission", ""))
    deciding.decide(review.folder, decision, by, seen_in(form))
    if back := form.get("back", ""):
        return address("/group", name=back)
    return submission_address(form["submission"], form.get("question", ""))


def _decide_group(review: Review, form: dict[str, str], by: str) -> str:
    with Results(review.folder) as results:
        item = _item(review.items(results), form.get("group", ""))
        undecided = item.open(results.decisions)
    if form.get("count") != str(len(undecided)):
        raise Changed(
            f"Undecided in this group when you opened it: {form.get('count', '')[:9]}; now: {len(undecided)}. "
            "Open the group again."
        )
    decisions = [decision_of(form, submission) for submission in undecided]
    deciding.decide_all(review.folder, decisions, by, seen_in(form))
    return address("/group", name=item.name)


def _name_answers(review: Review, form: dict[str, str], by: str) -> str:
    named = NamedAnswers(form.get("name", ""), form.get("hint", ""), form.get("students") == "yes", by)
    naming.name_answers(review.folder, form.get("submission", ""), form.get("question", ""), named)
    return address("/group", name=form.get("back", ""))


def _undo(review: Review, form: dict[str, str], by: str) -> str:
    deciding.undo(review.folder, number_of(form, "entry"), form.get("because", ""), by)
    return "/decisions"


PAGES = {
    "/": _queue, "/group": _group, "/students": _students, "/submission": _submission, "/decisions": _decisions,
    "/similar": _similar,
}  # fmt: skip
ACTIONS = {"/decide": _decide, "/group": _decide_group, "/name-answers": _name_answers, "/undo": _undo}


def _item(items: list[Item], name: str) -> Item:
    for item in items:
        if item.name == name:
            return item
    raise BadForm("there is no such group: answers were graded or judged again meanwhile. Open the queue.")
