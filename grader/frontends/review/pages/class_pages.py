"""The pages about the class: the queue, students x questions, all decisions, who you are, why something was refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from grader.base.text import count
from grader.course.class_report.queue import REASONS, Item
from grader.course.class_report.student_table import heat
from grader.course.decisions import trail
from grader.course.decisions.decision import Decisions, Entry
from grader.course.results import Results
from grader.frontends.review.looking import Stop, stops
from grader.frontends.review.overview import SORTS, Choice, QuestionCell, StudentRow
from grader.frontends.review.pages.layout import (
    Visit,
    address,
    author_links,
    button,
    choice,
    entry,
    form,
    link,
    notice,
    page,
    search,
    seen_fields,
    sheet,
    submission_link,
)  # fmt: skip
from grader.frontends.review.pages.similar_page import similar_code
from grader.judging.question_groups import UNTOUCHED
from grader.model.key import Key
from grader.model.statuses import UNJUDGED, WORDS, format_points
from grader.reports.causes import cause_name
from grader.reports.elements import Html, folded, paragraph, table, tag

ROWS = 100  # of the table of students on one page
LATEST = 200  # decisions on one page


def queue_page(
    results: Results, items: Sequence[Item], others: Mapping[Stop, str], rows: Sequence[StudentRow], visit: Visit
) -> str:
    """Everything that needs eyes, the most urgent first; what is decided stands folded at the end."""
    unread = [row.submission for row in rows if row.status == "ungradable"]
    looks = {stop.group: name for stop, name in others.items()}
    parts = [*_of_files(results, unread), *_of_answers(results, items, looks), *_of_people(results)]
    nothing = None if parts else paragraph("Nothing: every file could be read, and every answer checked and explained.")
    top = notice(visit, results.decisions)
    title = f"{results.key.title}: what needs eyes"
    return page(title, top, nothing, *parts, _late(results), similar_code(results), by=visit.by)


def _of_files(results: Results, unread: Sequence[str]) -> Iterator[Html]:
    if unread:
        yield sheet("Files that could not be read", tag("p", author_links(results, unread)))


def _of_answers(results: Results, items: Sequence[Item], looks: Mapping[str, str]) -> Iterator[Html]:
    """The groups of answers; `looks` says who looks at one, by its name."""
    rows: dict[bool, list[list[str]]] = {True: [], False: []}
    for item in items:
        still_open = item.open(results.decisions)
        rows[bool(still_open)].append(_queue_row(results, item, len(still_open), looks.get(item.name, "")))
    if rows[True]:
        yield sheet("Answers to look at", _start(items, results), _groups(rows[True]))
    if done := rows[False]:
        yield sheet("Decided", folded(count(len(done), "group"), _groups(done)))


def _start(items: Sequence[Item], results: Results) -> Html:
    every = [is_open for _, is_open in stops(items, results.decisions)]
    start = tag("a", "Begin ( n )", href="/next", aria_keyshortcuts="n")
    return tag("p", start, f" {sum(every)} of {len(every)} left: one page for each group of equal answers, or answer.")


def _groups(rows: Sequence[Sequence[str]]) -> Html:
    return table("Groups of answers", ["what", "question", "answers", "not decided yet", "who looks"], rows,
                 stacked=True)  # fmt: skip


def _of_people(results: Results) -> Iterator[Html]:
    """What staff have to confirm since work came again, and people of whom nobody knows which work is the latest."""
    if waiting := results.to_confirm():
        head = ["submission", "decided about the work before", ""]
        rows = [
            [author_links(results, [e.decision.submission], e.decision.question),
             tag("span", trail.describe(e, Decisions((e,)))), _confirm(e, results)]
            for e in waiting
        ]  # fmt: skip
        note = paragraph("It holds. Look at the new work: confirm it, enter something else, or undo it.")
        yield sheet("Handed in again since staff decided", note, table("To confirm", head, rows))
    if twice := results.in_two():
        rows = [[tag("span", person.name or person.id), author_links(results, ids)] for person, ids in twice]
        note = paragraph("Nothing says which is the latest: leave out the older one, and grade into another folder.")
        yield sheet("People with several submissions", note, table("", ["student", ""], rows))


def _confirm(decided: Entry, results: Results) -> Html:
    """A form that enters the same again, about the work that is there now."""
    about = decided.decision
    fields = {"submission": about.submission, "question": about.question, "kind": about.kind, "words": about.because}
    fields |= {"points": str(about.points)} if about.kind == "override" else {"until": about.text}
    return form("/decide", fields | seen_fields(results), button("Confirm"), label=f"Confirm entry {decided.number}")


def _late(results: Results) -> Html | None:
    """Who may be late, where nobody knows when they came."""
    if not (late := results.late_without_time() if results.course else []):
        return None
    note = paragraph("By the platform, which does not say when. Nothing is taken off until you enter when they came.")
    return sheet("Late, and nobody knows since when", note, tag("p", author_links(results, late)))


def _queue_row(results: Results, item: Item, still_open: int, looks: str) -> list[str]:
    titles = {question.name: question.title for question in results.key.questions}
    name = titles.get(item.question, item.question) or "The whole homework"
    counts = str(len(item.ids)), str(still_open)
    what = cause_name(results.key, item.cause) if item.cause else REASONS[item.reason]
    return [tag("span", what), link(name, "/group", name=item.name), *counts, tag("span", looks)]


def students_page(key: Key, rows: Sequence[StudentRow], chosen: Choice, number: int, by: str) -> str:
    """Students x questions. `number` counts the pages from 1."""
    matching = chosen.of(rows)
    last = max(1, -(-len(matching) // ROWS))
    number = min(max(number, 1), last)
    shown = matching[(number - 1) * ROWS : number * ROWS]
    heads = ["submission", "students", "points", *(f"{q.title} ({format_points(q.points)})" for q in key.questions)]
    body = [[submission_link(row.submission), tag("span", row.names), _total(row), *_cells(key, row)] for row in shown]
    grid = table("Points of each question", heads, body) if shown else paragraph("Nobody fits this search.")
    count = f"{len(matching)} of {len(rows)} submissions; page {number} of {last}."
    return page(f"{key.title}: students", _search(key, chosen), paragraph(count), tag("div", grid, class_="grid"),
                _pages(chosen, number, last), by=by)  # fmt: skip


def _search(key: Key, chosen: Choice) -> Html:
    names = [("", "any"), *((q.name, q.title) for q in key.questions)]
    statuses = [("", "any"), *((status, text) for status, text in WORDS.items())]
    controls = (
        entry("search", "Name or id", chosen.search, size="20"),
        choice("question", "Question", names, chosen.question),
        choice("status", "Result", statuses, chosen.status),
        choice("sort", "Sorted by", [(name, name) for name in SORTS], chosen.sort), button("Show"),
    )  # fmt: skip
    return search(*controls, label="Search students")


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
        href = address("/submission", id=row.submission, question=question.name)
        colour = None if cell.status in UNJUDGED or not cell.counts else heat(cell.earned, cell.possible)
        cells.append(tag("a", points, href=href, title=status, aria_label=f"{points}, {status}", class_=colour))
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


def decisions_page(title: str, decisions: Decisions, visit: Visit) -> str:
    """The audit trail, the latest first."""
    numbers = list(decisions.by_number)
    latest = [entry for number in numbers[-LATEST:] for entry in decisions.by_number[number]]
    left_out = max(len(numbers) - LATEST, 0)
    older = paragraph(f"{left_out} older ones are not shown; `grader decide list` prints all.") if left_out else None
    return page(f"{title}: all decisions", notice(visit, decisions), history(decisions, latest), older, by=visit.by)


def history(decisions: Decisions, entries: Sequence[Entry], place: Mapping[str, str] = MappingProxyType({})) -> Html:
    """Rows of the log as a table, the latest first, each with a form that undoes it where it holds.

    `place` are the hidden fields that lead back to this page.
    """
    if not entries:
        return paragraph("Nothing was decided yet.")
    head = ["entry", "when", "who", "what and why", ""]
    rows = [_history_row(of[0], decisions, place) for of in reversed(Decisions(entries).by_number.values())]
    return table("Decisions, the latest first; times in UTC", head, rows, stacked=True)


def _history_row(entry: Entry, decisions: Decisions, place: Mapping[str, str]) -> list[str]:
    texts = (entry.at[:16].replace("T", " "), entry.by, trail.describe(entry, decisions))
    by = decisions.undone.get(entry.id)
    many = len(decisions.by_number[entry.number])
    undo = _undo(entry.number, many, place) if decisions.holds(entry) else None
    end = undo or tag("span", f"undone in {by.number}" if by else None)
    return [str(entry.number), *(tag("span", text) for text in texts), end]


def _undo(number: int, many: int, place: Mapping[str, str]) -> Html:
    reason = tag("input", type="text", name_="because", size="16", aria_label=f"Why entry {number} is undone",
                 placeholder="why", required=True, autocomplete="off")  # fmt: skip
    press = button("Undo" if many == 1 else f"Undo all {many}")
    return form("/undo", {"entry": str(number)} | dict(place), reason, press, label=f"Undo entry {number}")


def name_page(by: str) -> str:
    """Who decides: asked once, before anything else."""
    label = "Your name, as the others know you"
    field = entry("name", label, by, required=True, autofocus=True, maxlength="60", autocomplete="name")
    note = paragraph(
        "It stands beside each of your decisions. Nobody checks it: whoever has the address can enter any name."
    )
    return page("Who are you?", note, form("/name", {}, field, button("Go on"), label="Your name"))


def missing_page(reason: str, by: str) -> str:
    """Why a page cannot be shown."""
    return page("There is no such page", tag("div", paragraph(reason), class_="refused", role="alert"), by=by)


def refused_page(reason: str, entered: Mapping[str, str], by: str) -> str:
    """Why an action was refused where its page cannot be shown, with what was entered."""
    rows = [[tag("span", name), tag("span", text)] for name, text in entered.items() if text and name in SHOWN]
    entries_table = table("What you entered", ["field", "text"], rows) if rows else None
    return page("This was refused", notice(Visit(by, refusal=reason), Decisions()), entries_table, by=by)


SHOWN = ("kind", "submission", "question", "points", "words", "until", "because", "name", "hint")
