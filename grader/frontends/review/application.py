"""Address -> page or action: a Starlette application that holds nothing but what follows from the gradebook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
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
from grader.base.text import count
from grader.course import naming
from grader.course.class_report.queue import Item, class_queue
from grader.course.classroom import deciding
from grader.course.decisions import trail
from grader.course.decisions.decision import Entry, Reason, rubric
from grader.course.decisions.entering import Changed, staff_name
from grader.course.decisions.named_answers import NamedAnswers
from grader.course.results import Results
from grader.frontends.review.forms import BadForm, decision_of, fields_of, number_of, points_of, seen_in
from grader.frontends.review.looking import Looking, Stop, stops
from grader.frontends.review.overview import Choice, StudentRow, decided_rows, judged_rows
from grader.frontends.review.pages import class_pages
from grader.frontends.review.pages.answer_page import AnswerPage
from grader.frontends.review.pages.layout import SCRIPT, STYLE, Visit, address
from grader.frontends.review.pages.similar_page import similar_page
from grader.frontends.review.security import Guard, posted
from grader.reports.code import ON_LINE

if TYPE_CHECKING:
    from starlette.requests import Request

MakePage = Callable[["Review", Results, dict[str, str], Visit], str | Response]
Act = Callable[["Review", dict[str, str], str], str]
NAME = "grader-review-name"  # the cookie with the name that somebody entered


def application(results: Path, guard: Guard, by: str) -> Starlette:
    """The server's pages and actions. `by` is the name that decides where nobody enters another one."""
    review = Review(results, guard, by)
    routes = [
        *(Route(path, review.page(make), methods=["GET"]) for path, make in PAGES.items()),
        *(Route(path, review.action(act), methods=["POST"]) for path, act in ACTIONS.items()),
        Route("/name", review.name, methods=["GET"]), Route("/name", review.set_name, methods=["POST"]),
        *(Route(path, partial(_own_file, *file), methods=["GET"]) for path, file in OWN_FILES.items()),
    ]  # fmt: skip
    return Starlette(routes=routes, middleware=[Middleware(BaseHTTPMiddleware, dispatch=guard.protect)])


class Review:
    """The folder that is reviewed, what was computed from its gradebook as it is now, and who looks at what."""

    def __init__(self, folder: Path, guard: Guard, by: str) -> None:
        self.folder, self.guard, self.by = folder, guard, by
        self.looking = Looking()
        self._lock = Lock()
        self._computed: dict[str, tuple[int, Any]] = {}

    @contextmanager
    def results(self) -> Iterator[Results]:
        """The folder as it is now. Its key is parsed once, so that pictures of its cases are drawn once."""
        with Results(self.folder) as results:
            results.key = self._of_book("key", results, lambda opened: opened.key)
            yield results

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

    def page(self, make: MakePage) -> Callable[[Request], Response]:
        """The endpoint of a page; whoever has no name yet is asked for it."""

        def endpoint(request: Request) -> Response:
            """The page, the form for a name, or why there is no such page."""
            if not (by := self.name_of(request)):
                return RedirectResponse("/name", 303)
            query = dict(request.query_params)
            try:
                with self.results() as results:
                    made = make(self, results, query, Visit(by, _whole_number(query.get("saved", ""))))
                    return made if isinstance(made, Response) else HTMLResponse(made)
            except UserError as error:
                return HTMLResponse(class_pages.missing_page(str(error), by), 404)

        return endpoint

    def answer_page(self, results: Results, place: dict[str, str], visit: Visit) -> str:
        """The page of a submission or of a question of it, in its group of the queue if it is one of that."""
        items = self.items(results)
        item = _item(items, place.get("group", ""))
        submission = results.id_of(place.get("submission", ""))
        self.looking.look(visit.by, Stop.of(item, submission) if item else None)
        question = place.get("question", "")
        return AnswerPage(results, visit, submission, question, item, items, self.looking.others(visit.by)).html()

    def action(self, act: Act) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of an action, which answers with the page to look at next, or with why it was refused."""

        async def endpoint(request: Request) -> Response:
            text = await posted(request)
            return await run_in_threadpool(self._act, act, text, self.name_of(request))

        return endpoint

    def _act(self, act: Act, text: str | None, by: str) -> Response:
        entered: dict[str, str] = {}
        try:
            if text is None:
                raise BadForm("this form is too long.")
            entered = fields_of(text)
            return RedirectResponse(act(self, entered, staff_name(by)), 303)
        except UserError as error:
            status = 409 if isinstance(error, Changed) else 400
            return HTMLResponse(self._refused(str(error), entered, by), status)

    def _refused(self, reason: str, entered: dict[str, str], by: str) -> str:
        """The page from which a form came, filled in as it was sent, with the reason above it."""
        if by and entered.get("submission"):
            with suppress(UserError), self.results() as results:
                return self.answer_page(results, entered, Visit(by, refusal=reason, entered=entered))
        return class_pages.refused_page(reason, entered, by)

    def next_address(self, by: str, after: Stop, saved: int = 0) -> str:
        """The address of the next thing to decide that nobody else looks at; the queue's where there is none.

        `saved` is an entry of which the page says that it was saved.
        """
        with Results(self.folder) as results:
            every = list(stops(self.items(results), results.decisions))
        stop = self.looking.take_next(by, every, after)
        if stop is None:
            return address("/", saved=saved)
        return address("/group", name=stop.group, id=stop.submission, saved=saved)

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


def _own_file(text: str, kind: str, request: Request) -> Response:
    return Response(text, media_type=kind)


OWN_FILES = {"/style.css": (STYLE, "text/css"), "/keys.js": (SCRIPT, "text/javascript")}


def _whole_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


# ── pages


def _queue(review: Review, results: Results, query: dict[str, str], visit: Visit) -> str:
    review.looking.look(visit.by, None)
    others, rows = review.looking.others(visit.by), review.rows(results)
    return class_pages.queue_page(results, review.items(results), others, rows, visit)


def _next(review: Review, results: Results, query: dict[str, str], visit: Visit) -> Response:
    after = Stop(query.get("after", ""), query.get("id", ""))
    return RedirectResponse(review.next_address(visit.by, after), 303)


def _group(review: Review, results: Results, query: dict[str, str], visit: Visit) -> str:
    if not (item := _item(review.items(results), query.get("name", ""))):
        raise BadForm("there is no such group: answers were graded or judged again meanwhile. Open the queue.")
    submission = query.get("id", "") or (item.open(results.decisions) or item.ids)[0]
    if submission not in item.ids:
        raise BadForm(f"{submission[:80]!r} is not in this group. Open the queue.")
    place = {"group": item.name, "submission": submission, "question": item.question}
    return review.answer_page(results, place, visit)


def _students(review: Review, results: Results, query: dict[str, str], visit: Visit) -> str:
    chosen = Choice(*(query.get(name, "")[:200] for name in ("search", "status", "question", "sort")))
    number = _whole_number(query.get("page", "1")) or 1
    return class_pages.students_page(results.key, review.rows(results), chosen, number, visit.by)


def _submission(review: Review, results: Results, query: dict[str, str], visit: Visit) -> str:
    place = {"submission": query.get("id", ""), "question": query.get("question", "")}
    return review.answer_page(results, place, visit)


def _similar(review: Review, results: Results, query: dict[str, str], visit: Visit) -> str:
    one, other, question = (query.get(name, "") for name in ("one", "other", "question"))
    return similar_page(results, one, other, question, visit.by)


def _decisions(review: Review, results: Results, query: dict[str, str], visit: Visit) -> str:
    return class_pages.decisions_page(results.key.title, results.decisions, visit)


# ── actions. Nothing here trusts a form: `classroom` checks every decision as any other.


def _decide(review: Review, form: dict[str, str], by: str) -> str:
    """Enter what a form says about a submission, or about all of its group that are not decided yet."""
    submission, question = form.get("submission", ""), form.get("question", "")
    with Results(review.folder) as results:
        item = _item(review.items(results), form.get("group", ""))
        is_for_all = item is not None and form.get("scope") == "all"
        about = _undecided(results, item, form) if item and is_for_all else [submission]
        others = set(item.open(results.decisions)) - set(about) if item and item.is_alike else set()
        if name := form.get("reason", ""):
            reason = _reason(results, question, name)
            decisions = [reason.decision(each) for each in about]
        else:
            decided = _on_line(results, form, about)
            decisions = [decision_of(decided, each) for each in about]
    entries = deciding.decide_all(review.folder, decisions, by, seen_in(form))
    if item is None or others:  # the group is not done yet
        return _back(form | {"submission": ""} if item else form, entries)
    return review.next_address(by, Stop.of(item, submission), entries[0].number)


def _on_line(results: Results, form: dict[str, str], submissions: list[str]) -> dict[str, str]:
    """The form, in which a comment on a line of code begins with this line. Raises BadForm."""
    if not (line := form.get("line", "").strip()):
        return form
    if form.get("kind") != "comment" or len(submissions) > 1:
        raise BadForm("a line belongs to a comment on one submission: choose these, or leave the line empty.")
    graded = next(results.graded(results.id_of(submissions[0])))
    definition = graded.transcript.definitions.get(form.get("question", ""))
    last = definition.source.count("\n") + 1 if definition and definition.source else 0
    number = _whole_number(line)
    if not 1 <= number <= last:
        raise BadForm(f"{line[:40]!r} is no line of this code, which has {count(last, 'line')}: write its number.")
    if not (comment := form.get("words", "").strip()):
        raise BadForm(f"the comment on line {number} is empty: write what the student reads.")
    return form | {"words": ON_LINE.format(number) + comment}


def _undecided(results: Results, item: Item, form: dict[str, str]) -> list[str]:
    """The answers of a group that are open. Raises Changed where these are others than when it was shown."""
    still_open = item.open(results.decisions)
    if form.get("count") == str(len(still_open)):
        return still_open
    seen = seen_in(form)
    newer = [e for e in results.decisions.entries if e.number > seen.log and e.decision.submission in item.ids]
    said = "; ".join(
        f"{of[0].by} at {of[0].at[11:16]} UTC: {trail.describe(of[0], results.decisions)}"
        for of in replace(results.decisions, entries=newer).by_number.values()
    )
    raise Changed(
        f"This group is another one by now: {len(still_open)} of its answers are not decided yet, "
        f"{form.get('count', '')[:9]} when you opened it. {said}{'. ' if said else ''}Nothing was changed."
    )


def _reason(results: Results, question: str, name: str) -> Reason:
    for reason in rubric(results.decisions, question):
        if reason.name == name:
            return reason
    raise Changed("nobody has this reason any more: it was changed or undone meanwhile. Nothing was changed.")


def _change_reason(review: Review, form: dict[str, str], by: str) -> str:
    with Results(review.folder) as results:
        old = replace(_reason(results, form.get("question", ""), form.get("reason", "")), submissions=())
    points, because = points_of(form), form.get("words", "")
    return _back(form, deciding.change_reason(review.folder, old, points, because, by, seen_in(form)))


def _name_answers(review: Review, form: dict[str, str], by: str) -> str:
    named = NamedAnswers(form.get("name", ""), form.get("hint", ""), form.get("students") == "yes", by)
    naming.name_answers(review.folder, form.get("submission", ""), form.get("question", ""), named)
    return _back(form, [])


def _undo(review: Review, form: dict[str, str], by: str) -> str:
    entries = deciding.undo(review.folder, number_of(form, "entry"), form.get("because", ""), by)
    if form.get("back") == "answer":  # the page of what was undone, in its group of the queue
        about = entries[0].decision
        form = form | {"submission": about.submission, "question": about.question}
        with Results(review.folder) as results:
            of = [i for i in review.items(results) if i.question == about.question and about.submission in i.ids]
        form |= {"group": of[0].name} if of else {}
    return _back(form, entries)


def _back(form: dict[str, str], entries: list[Entry]) -> str:
    """The page from which a form came, which says what was saved."""
    saved = entries[0].number if entries else 0
    group, submission, question = (form.get(name, "") for name in ("group", "submission", "question"))
    if group:
        return address("/group", name=group, id=submission, saved=saved)
    if submission:
        return address("/submission", id=submission, question=question, saved=saved)
    return address("/decisions", saved=saved)


PAGES: dict[str, MakePage] = {
    "/": _queue, "/group": _group, "/students": _students, "/submission": _submission, "/decisions": _decisions,
    "/similar": _similar, "/next": _next,
}  # fmt: skip
ACTIONS = {
    "/decide": _decide, "/change-reason": _change_reason, "/name-answers": _name_answers, "/undo": _undo,
}  # fmt: skip


def _item(items: list[Item], name: str) -> Item | None:
    return next((item for item in items if item.name == name), None)
