"""The page of one group of the queue: one look at the first explains all; or answers that are read one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from grader.base.text import count
from grader.course import naming
from grader.course.class_report.queue import OWED, REASONS, Item
from grader.course.decisions.decided import worth
from grader.course.decisions.named_answers import NamedAnswers
from grader.course.results import Results
from grader.frontends.review.pages.layout import (
    area,
    author_links,
    button,
    entry,
    form,
    link,
    page,
    sheet,
    submission_link,
    tick,
    words,
)
from grader.frontends.review.pages.submission_page import Sheet, forms
from grader.model.key import Question
from grader.reports.elements import Html, tag

SHOWN_IDS: Final = 60  # of a group
READ_AT_ONCE: Final = 20  # answers that staff read, on one page


def group_page(results: Results, items: Sequence[Item], item: Item, by: str) -> str:
    """Who is in the group, what is to be seen of it, and forms to decide."""
    undecided, one_by_one = item.open(results.decisions), item.reason in OWED
    question = results.key.question(item.question)
    shown = (undecided or list(item.ids))[: READ_AT_ONCE if one_by_one else 1]
    sheets = [_sheet(results, question, submission, item) for submission in shown]
    counts = f"{REASONS[item.reason]}. {count(len(item.ids), 'answer')}, {len(undecided)} not decided yet."
    everybody = author_links(results, item.ids[:SHOWN_IDS], item.question)
    more = f" and {len(item.ids) - SHOWN_IDS} more" if len(item.ids) > SHOWN_IDS else ""
    for_all = _for_all(results, item, undecided) if undecided and not one_by_one else None
    head = (words(counts), tag("p", everybody, more), _next(items, item, results))
    named = None if one_by_one else _name_it(results, item)
    return page(f"{question.title} ({item.reason})", *head, *sheets, named, for_all, by=by)


def _sheet(results: Results, question: Question, submission: str, item: Item) -> Html:
    graded = next(iter(results.graded(submission)))
    report = graded.report.question(question.name)
    title = tag("p", submission_link(submission, graded.submission.label, question.name))
    return tag("div", title, Sheet(results, graded, question, report, item.reason not in OWED, item.name).html())


def _for_all(results: Results, item: Item, undecided: Sequence[str]) -> Html:
    """Forms that decide for everybody of the group about whom nothing is decided yet."""
    questions = results.judged_report(item.ids[0]).questions
    most = next(worth(question) for question in questions if question.name == item.question)
    about = {"group": item.name, "question": item.question, "count": str(len(undecided))}
    many = count(len(undecided), "submission")
    scope = words(f"What you enter here is entered for each submission that is not decided yet, {many} in all.")
    return sheet(f"Decide for {many} at once", scope, *forms(about, results.seen, most, "/group"))


def _name_it(results: Results, item: Item) -> Html:
    """The names that were given to answers of this group, and a form that gives one."""
    earlier = [
        each
        for mistake, of in naming.names_of(results.folder).items()
        if of.submission in item.ids and mistake.rpartition(".")[0] == item.question
        for each in _earlier_name(of)
    ]
    about = {"submission": item.ids[0], "question": item.question, "back": item.name}
    controls = (
        entry("name", "What went wrong, in a few words", size="32"),
        area("hint", "Which line to look at, and why", required=False),
        tick("students", "Students read both"),
        button("Name it"),
    )
    scope = tag(
        "p", "The next ", tag("code", "grader regrade"), " gives it to all answers like these, also later ones."
    )
    return sheet("Name the mistake", *earlier, scope, form("/name-answers", about, *controls, label="Name the mistake"))


def _earlier_name(named: NamedAnswers) -> Iterator[Html]:
    """A name that was given, and the edit by which a search came to it."""
    readers = "Students read it" if named.students else "Only staff read it"
    yield words(f"{named.by} named it: {named.name}. {readers}.")
    if named.edit:
        yield tag("pre", named.edit)


def _next(items: Sequence[Item], item: Item, results: Results) -> Html:
    """The way to the next group with something to decide."""
    at = [other.name for other in items].index(item.name)
    later = next((other for other in [*items[at + 1 :], *items[:at]] if other.open(results.decisions)), None)
    return tag("p", link("Next in the queue", "/group", name=later.name) if later else "This is the last one.")
