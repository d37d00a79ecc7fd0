"""The pages about the class: the queue, students x questions, all decisions, who you are, why something was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.course.class_report.queue import REASONS, Item
from grader.course.decisions import trail
from grader.course.decisions.decision import Decisions, Entry
from grader.course.results import Results
from grader.frontends.review.overview import SORTS, Choice, QuestionCell, StudentRow
from grader.frontends.review.pages.layout import (
    author_links,
    button,
    choice,
    entry,
    form,
    labelled,
    link,
    page,
    sheet,
    submission_address,
    submission_link,
    words,
)  # fmt: skip
from grader.frontends.review.pages.similar_page import similar_code
from grader.judging.question_groups import UNTOUCHED
from grader.model.key import Key
from grader.model.statuses import WORDS, format_points, status_tone
from grader.reports.elements import Html, table, tag
from grader.reports.look import classes

ROWS = 100  # of the table of students on one page
LATEST = 200  # decisions on one page


def queue_page(results: Results, items: Sequence[Item], rows: Sequence[StudentRow], by: str) -> str:
    """Everything that needs eyes, the most urgent first; what is decided stays, so that it can be looked up."""
    titles = {question.name: question.title for question in results.key.questions}
    unread = [row.submission for row in rows if row.status == "ungradable"]
    parts = [sheet("Files that could not be read", tag("p", author_links(results, unread)))] if unread else []
    for reason, title in REASONS.items():
        groups = [_queue_row(results, item, titles) for item in items if item.reason == reason]
        if groups:
            head = ["question", "answers", "not decided yet", ""]
            parts.append(sheet(title, table("Groups of equal answers", head, groups, classes)))
    parts += _of_people(results)
    nothing = None if parts else words("Nothing: every file could be read, and every answer checked and explained.")
    return page(f"{results.key.title}: what needs eyes", nothing, *parts, _late(results), similar_code(results), by=by)


def _of_people(results: Results) -> list[Html]:
    """What staff have to confirm since work came again, and people of whom nobody knows which work is the latest."""
    parts, waiting = [], results.to_confirm()
    if waiting:
        head = ["submission", "decided about the work before", ""]
        rows = [
            [author_links(results, [e.decision.submission], e.decision.question),
             tag("span", trail.describe(e, Decisions((e,)))), _confirm(e, results)]
            for e in waiting
        ]  # fmt: skip
        note = words("It holds. Look at the new work: confirm it, enter something else, or undo it.")
        parts.append(sheet("Handed in again since staff decided", note, table("To confirm", head, rows, classes)))
    if twice := results.in_two():
        rows = [[tag("span", person.name or person.id), author_links(results, ids)] for person, ids in twice]
        note = words("Nothing says which is the latest: leave out the older one, and grade into another folder.")
        parts.append(sheet("People with several submissions", note, table("", ["student", ""], rows, classes)))
    return parts


def _confirm(decided: Entry, results: Results) -> Html:
    """A form that enters the same again, about the work that is there now."""
    about = decided.decision
    fields = {"submission": about.submission, "question": about.question, "kind": about.kind, "words": about.because}
    fields |= {"points": str(about.points)} if about.kind == "override" else {"until": about.text}
    seen = {name: str(number) for name, number in results.seen._asdict().items()}
    return form("/decide", fields | seen, button("Confirm"), label=f"Confirm entry {decided.number}")


def _late(results: Results) -> Html | None:
    """Who may be late, where nobody knows when they came."""
    if not (late := results.late_without_time() if results.course else []):
        return None
    note = words("By the platform, which does not say when. Nothing is taken off until you enter when they came.")
    return sheet("Late, and nobody knows since when", note, tag("p", author_links(results, late)))


def _queue_row(results: Results, item: Item, titles: Mapping[str, str]) -> list[str]:
    counts = [str(len(item.ids)), str(len(item.open(results.decisions)))]
    if not item.question:
        return [tag("span", "the whole homework"), *counts, author_links(results, item.ids)]
    name = titles.get(item.question, item.question)
    return [tag("span", name), *counts, link("look", "/group", name=item.name)]


def students_page(key: Key, rows: Sequence[StudentRow], chosen: Choice, number: int, by: str) -> str:
    """Students x questions. `number` counts the pages from 1."""
    matching = chosen.of(rows)
    last = max(1, -(-len(matching) // ROWS))
    number = min(max(number, 1), last)
    shown = matching[(number - 1) * ROWS : number * ROWS]
    heads = ["submission", "students", "points", *(f"{q.title} ({format_points(q.points)})" for q in key.questions)]
    body = [[submission_link(row.submission), tag("span", row.names), _total(row), *_cells(key, row)] for row in shown]
    grid = table("Points of each question", heads, body, classes) if shown else words("Nobody fits this search.")
    count = f"{len(matching)} of {len(rows)} submissions; page {number} of {last}."
    return page(f"{key.title}: students", _search(key, chosen), words(count), tag("div", grid, class_="grid"),
                _pages(chosen, number, last), by=by)  # fmt: skip


def _search(key: Key, chosen: Choice) -> Html:
    names = [("", "any"), *((q.name, q.title) for q in key.questions)]
    statuses = [("", "any"), *((status, text) for status, text in WORDS.items())]
    controls = (
        entry("search", "Name or id", chosen.search, size="20", required=False),
        choice("question", "Question", names, chosen.question),
        choice("status", "Result", statuses, chosen.status),
        choice("sort", "Sorted by", [(name, name) for name in SORTS], chosen.sort), button("Show"),
    )  # fmt: skip
    return tag("form", *controls, method="get", action="/students", role="search", aria_label="Search students")


def _total(row: StudentRow) -> Html:
    if row.status != "graded":
        return tag("span", WORDS[row.status])
    return tag("span", f"{format_points(row.earned)} of {format_points(row.possible)}")


def _cells(key: Key, row: StudentRow) -> list[Html]:
    cells = []
    for question in key.questions:
        cell = row.cells.get(question.name)
        if cell is None:
            cells.append(tag("span", "-"))
            continue
        points, status = _points(cell), WORDS[cell.status]
        link_to = submission_address(row.submission, question.name)
        cells.append(tag("a", points, href=link_to, title=status, aria_label=f"{points}, {status}",
                         **classes(status_tone(cell.status))))  # fmt: skip
    return cells


def _points(cell: QuestionCell) -> str:
    if cell.status in UNTOUCHED or not cell.counts:
        return "-"
    return "by hand" if cell.status == "manual" else format_points(cell.earned)


def _pages(chosen: Choice, number: int, last: int) -> Html | None:
    if last == 1:
        return None
    near = [n for n in (1, number - 1, number + 1, last) if 1 <= n <= last and n != number]
    links = [tag("li", link(f"page {n}", "/students", **vars(chosen), page=str(n))) for n in dict.fromkeys(near)]
    return tag("nav", tag("ul", *links, class_="toc"), aria_label="Pages of this table")


def decisions_page(title: str, decisions: Decisions, by: str) -> str:
    """The audit trail, the latest first."""
    latest = decisions.entries[-LATEST:]
    left_out = len(decisions.entries) - len(latest)
    older = words(f"{left_out} older ones are not shown; `grader decide list` prints all.") if left_out else None
    return page(f"{title}: all decisions", history(decisions, latest), older, by=by)


def history(decisions: Decisions, entries: Sequence[Entry]) -> Html:
    """Entries of the log as a table, the latest first, each with a form that undoes it where it holds."""
    if not entries:
        return words("Nothing was decided yet.")
    head = ["entry", "when", "who", "what and why", ""]
    rows = [_history_row(entry, decisions) for entry in reversed(entries)]
    return table("Decisions, the latest first; times in UTC", head, rows, classes, stacked=True)


def _history_row(entry: Entry, decisions: Decisions) -> list[str]:
    texts = (entry.at[:16].replace("T", " "), entry.by, trail.describe(entry, decisions))
    by = decisions.undone.get(entry.id)
    end = _undo(entry.number) if decisions.holds(entry) else tag("span", f"undone in {by.number}" if by else None)
    return [str(entry.number), *(tag("span", text) for text in texts), end]


def _undo(number: int) -> Html:
    reason = tag("input", type="text", name_="because", size="16", aria_label=f"Why entry {number} is undone",
                 placeholder="why", required="", autocomplete="off")  # fmt: skip
    return form("/undo", {"entry": str(number)}, reason, button("Undo"), label=f"Undo entry {number}")


def name_page(by: str) -> str:
    """Who decides: asked once, before anything else."""
    field = labelled("Your name, as the others know you", tag("input", type="text", name_="name", value=by, required="",
                     autofocus="", maxlength="60", autocomplete="name"))  # fmt: skip
    note = words(
        "It stands beside each of your decisions. Nobody checks it: whoever has the address can enter any name."
    )
    return page("Who are you?", note, form("/name", {}, field, button("Go on"), label="Your name"))


def missing_page(reason: str, by: str) -> str:
    """Why a page cannot be shown."""
    return page("There is no such page", tag("div", words(reason), class_="refused", role="alert"), by=by)


def refused_page(reason: str, entered: Mapping[str, str], by: str) -> str:
    """Why an action was refused, with what was entered, so that no sentence has to be written twice."""
    rows = [[tag("span", name), tag("span", text)] for name, text in entered.items() if text and name in SHOWN]
    entries_table = table("What you entered", ["field", "text"], rows, classes) if rows else None
    submission = entered.get("submission", "")
    back = submission_link(submission, "Look at it again", entered.get("question", "")) if submission else None
    box = tag("div", words(reason), words("Nothing was changed."), class_="refused", role="alert")
    return page("This was refused", box, entries_table, tag("p", back) if back else None, by=by)


SHOWN = ("kind", "submission", "question", "points", "words", "until", "because", "name", "hint")
