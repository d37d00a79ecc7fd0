"""The sections of the class page: each is a function of the statistics that returns its paragraphs and elements.

One that has nothing to say returns nothing, and is left out. A new one is a function here and a line in `SECTIONS` of
`class_page`; what it shows is read by `observation.observe` and added up by `ClassStatistics.count`. Lists are cut at a
length that a person would read, and say so; the gradebook has the rest.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np

from grader.base.text import count
from grader.course.class_report import lecture_page
from grader.course.class_report.observation import DIGITS
from grader.course.class_report.parts import (
    MORE_LINKS,
    Elements,
    cause,
    class_table,
    histogram,
    left_out,
    link,
    links,
    percent,
    question_title,
    small_bars,
    some_links,
)
from grader.course.class_report.queue import REASONS, Item, queue
from grader.course.class_report.statistics import FEWEST, ClassStatistics, Group, PointsChange, discrimination
from grader.course.class_report.student_table import MISTAKES, cause_token, show_link
from grader.course.similar.comparison import PART, WHOLE, Pair
from grader.course.similar.fragments import FRAGMENT
from grader.course.similar.numbering import COMMON_SHARE
from grader.course.similar.side_by_side import WEAK_EVIDENCE, side_by_side
from grader.judging.judge import visible_mistake
from grader.judging.messages.question_messages import statement_reason
from grader.judging.question_groups import UNTOUCHED
from grader.model.key import Question
from grader.model.statuses import WORDS, format_points, format_waiting, points_in_words
from grader.reports.causes import cause_name
from grader.reports.elements import Html, clean, escape, folded, join, tag, typeset, with_code
from grader.reports.look import classes
from grader.reports.question_html import question_html
from grader.sandbox.isolation.missing import missing_lines

SHORTEST = 0.01  # seconds; what takes less time is written as "under 0.01 s"
TOP = 12  # rows of the table of mistakes that are not folded
QUEUED = 60  # groups that need eyes
GROUPS, SINGLES = 12, 60  # groups of unexplained answers that are shown with a representative, and those only linked
BARS, SMALL_BARS = 20, 10  # of the distribution of all points, and of those of one question


def first(seen: ClassStatistics) -> Elements:
    """What staff have to act on: missing isolation, everything that needs eyes, and files that could not be read."""
    waiting = [*missing_lines(seen.missing_layers), *_needs_eyes(seen), *_ungradable(seen)]
    return waiting or ["Nothing: every submission could be read, and every answer checked and explained."]


def _needs_eyes(seen: ClassStatistics) -> Elements:
    """The groups of the queue in which something is not decided yet."""
    groups = [(item, ids) for item in queue(seen) if (ids := item.open(seen.decisions))]
    if not groups:
        return []
    rows = [
        [_what(seen, item), _about(seen, item), str(len(ids)), some_links(seen, ids, item.question)]
        for item, ids in groups[:QUEUED]
    ]
    more = left_out(" The last {} groups are left out here.", len(groups) - QUEUED)
    words = [f"`grader review` shows these answers one after the other, with forms to decide.{more}"]
    reasons = {item.reason for item, _ in groups}
    if "could not check" in reasons:
        words.append(f"{WORDS['could_not_check'].capitalize()}: {TRY_AGAIN}")
    if "by hand" in reasons:
        words.append("Answers that wait for points by hand have no grade until then.")
    head = ["what", "question", "answers", "submissions"]
    return [*(tag("p", with_code(text, classes)) for text in words), class_table("Needs eyes", head, rows)]


TRY_AGAIN = (
    "run the same `grader grade` again, which tries these anew, and nothing else. What fails every time needs your "
    "eyes. Points are not final before."
)


def _what(seen: ClassStatistics, item: Item) -> Html:
    """Why a group needs eyes; where its answers stopped, by what."""
    return tag("span", cause_name(seen.key, item.cause) if item.cause else REASONS[item.reason])


def _about(seen: ClassStatistics, item: Item) -> Html:
    """The question of a group, and why it could not be checked."""
    why = seen.reasons.get(item.question, "") if item.reason == "could not check" else ""
    return tag("div", question_title(seen, item.question), tag("div", why) if why else None)


def mistakes(seen: ClassStatistics) -> Elements:
    """The mistakes and errors that are named, the commonest first, and who made them."""
    ranked = seen.ranked_mistakes
    if not ranked:
        return []
    graded = max(len(seen.totals), 1)
    named, ended = list[list[str]](), list[list[str]]()
    for i, ((name, mistake), group) in enumerate(ranked[:MISTAKES]):
        share, link_to_rows = len(group.ids) / graded, show_link(str(len(group.ids)), cause_token(i))
        row = [question_title(seen, name), cause(seen.key, mistake), link_to_rows, f"{100 * share:.0f} %"]
        (ended if mistake.startswith("!") else named).append([*row, some_links(seen, group.ids, name)])
    more = left_out(" The {} rarest are left out.", len(ranked) - MISTAKES)
    words = f"Named only where the values match on every case, hidden ones too.{more} "
    lecture = [tag("p", words, *_lecture(len(lecture_page.common_mistakes(seen))))] if named else []
    tables = _commonest("Mistakes, the commonest first", named), _commonest("Missing, or stopped by an error", ended)
    return [*lecture, *chain(*tables)]


def _lecture(named: int) -> Elements:
    """Where the mistakes are that a lecture can show."""
    shown = f"mistakes of {lecture_page.FEWEST} or more people: here is none"
    if named:
        shown = f"the first{f' {named}' if named > 1 else ''} of these mistakes"
    return [tag("a", "A page for the next lecture", href="lecture.html"), f" shows {shown}, and names nobody."]


def _commonest(caption: str, rows: Sequence[Sequence[str]]) -> Iterator[Html]:
    """A table of the first of these rows, and the others folded."""
    head, rest = ["question", "what happened", "count", "share", "submissions"], rows[TOP:]
    if rows:
        yield class_table(caption, head, rows[:TOP])
    if rest:
        yield folded(f"The {len(rest)} rarer ones", class_table("The rarer ones", head, rest), look=classes)


def unexplained(seen: ClassStatistics) -> Elements:
    """Groups of equal wrong answers without a known cause, the largest first."""
    groups = sorted(seen.groups.values(), key=lambda group: -len(group.ids))
    if not groups:
        return []
    words = (
        f"{count(sum(len(g.ids) for g in groups), 'wrong answer')} without a cause that fits all cases, in "
        f"{count(len(groups), 'group')} of answers that agree to {DIGITS} digits. One look at the first of a "
        "group explains all of it."
    )
    elements = [words, *(_group(seen, i, group) for i, group in enumerate(groups[:GROUPS], 1))]
    if rest := groups[GROUPS : GROUPS + SINGLES]:
        rows = [[question_title(seen, g.question), str(len(g.ids)), some_links(seen, g.ids)] for g in rest]
        caption = "Smaller groups" + left_out("; {} more are left out", len(groups) - GROUPS - SINGLES)
        elements.append(class_table(caption, ["question", "count", "submissions"], rows))
    return elements


def _group(seen: ClassStatistics, number: int, group: Group) -> Html:
    question = seen.questions[group.question]
    title = f"Group {number}: {count(len(group.ids), 'submission')} of {question.title}"
    shown: list[Html] = []
    example = seen.example_of(group.ids[0])
    if example is not None and example.transcript is not None:
        if by_visible := visible_mistake(seen.key, question, example.transcript):
            name = typeset(cause_name(seen.key, by_visible), classes)
            shown.append(tag("p", "By the visible cases: ", name, ". Hidden cases do not fit it."))
        fragment = Html(question_html(seen.key, question, example.transcript, example.report, classes))
        summary = f"What {seen.name(group.ids[0])} reads, with the picture"
        shown.append(folded(summary, fragment, look=classes, is_open=number == 1))
    return tag("div", tag("h3", title), some_links(seen, group.ids), *shown)


def times(seen: ClassStatistics) -> Elements:
    """How long the questions ran."""
    rows = []
    for question in seen.key.questions:
        if len(x := np.array(seen.seconds.get(question.name, []))):
            seconds = (*np.quantile(x, [0.5, 0.9]), x.max())
            rows.append([question_title(seen, question.name), *map(_seconds, seconds)])
    if not rows:
        return []
    words = "All cases of a question together, hidden ones too, in each submission that ran it."
    head = ["question", "median", "90 % within", "longest"]
    return [words, class_table("Time per question", head, rows)]


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= SHORTEST else f"under {SHORTEST} s"


def similar(seen: ClassStatistics) -> Elements:
    """Submissions that share much of their code, with both texts."""
    if seen.similar is None:
        return ["Not compared in this run."]
    same = [[some_links(seen, ids)] for ids in seen.similar.same_files]
    pairs = [
        [links(seen, pair[:2]), question_title(seen, pair.question), f"{100 * pair.likeness:.0f} %"]
        for pair in seen.similar.pairs[:MISTAKES]
    ]
    not_compared = _common_code(seen)
    if not same and not pairs:
        return ["No two submissions are strikingly alike in what was compared. ", *not_compared, _LIKENESS]
    cut = left_out(
        f" These are the {len(pairs)} most alike; {{}} more are left out.",
        len(seen.similar.pairs) + seen.similar.more - len(pairs),
    )
    elements = [*not_compared, f"{WEAK_EVIDENCE} Marked lines differ in names and spaces at most.{cut}"]
    if same:
        elements.append(class_table("The same file, byte for byte", ["submissions"], same[:MISTAKES]))
    if pairs:
        table = class_table("Much the same code", ["submissions", "in", "alike"], pairs)
        sources = [(pair, both) for pair in seen.similar.pairs if (both := seen.similar.both(pair))]
        elements += [table, *(_side_by_side(seen, *each) for each in sources), _LIKENESS]
    return elements


def _common_code(seen: ClassStatistics) -> Elements:
    """What was not compared, since much of the class has it, and for whom that was most of the code."""
    if seen.similar is None or not seen.similar.common:
        return []
    words = (
        f"Not compared: {count(seen.similar.common, 'fragment')} of code that more than {100 * COMMON_SHARE:.0f} % of "
        "the class have. One solution that spread looks like that too: `grader report --common` compares it as well."
    )
    elements = [tag("p", with_code(words, classes))]
    if mostly := seen.similar.mostly_common:
        elements += [tag("p", f"It is most of the code of {len(mostly)}:"), some_links(seen, mostly)]
    return elements


def _side_by_side(seen: ClassStatistics, pair: Pair, sources: Sequence[str]) -> Html:
    names = [seen.name(submission) for submission in (pair.one, pair.other)]
    both = side_by_side([tag("span", name) for name in names], sources)
    return folded(f"{' and '.join(names)}, side by side", both, look=classes)


_LIKENESS = (
    "Alike is the share of code fragments that two submissions have in common, of all that either has. A fragment is "
    f"{FRAGMENT} elements of the code in a row; names, comments, layout, the order of functions, the handout and what "
    f"much of the class wrote do not count. Pairs are listed from {100 * WHOLE:.0f} % on over the whole homework and "
    f"from {100 * PART:.0f} % on for one long function. 779 pairs of submissions by different authors came to at most "
    "12 % and 30 %, copies in disguise to 67 % and more. Students who learned from one sample solution lie between."
)


def _ungradable(seen: ClassStatistics) -> Elements:
    words = "These files could not be read; their authors have no points, and read this reason. Write to them in time."
    return _listed(seen, seen.ungradable, words, "Not gradable", "why")


def notes(seen: ClassStatistics) -> Elements:
    """What was odd about a submission."""
    return _listed(seen, seen.notes, "Which file was graded, and what was odd.", "Notes", "note")


def _listed(seen: ClassStatistics, pairs: Sequence[tuple[str, str]], words: str, caption: str, what: str) -> Elements:
    """A row for each text, the commonest first, with the submissions that it is said of."""
    if not pairs:
        return []
    by_text: dict[str, list[str]] = defaultdict(list)
    for submission, text in pairs:
        by_text[clean(text, 400)].append(submission)
    ranked = sorted(by_text.items(), key=lambda entry: -len(entry[1]))
    rows = [[some_links(seen, ids), with_code(text, classes)] for text, ids in ranked[:MORE_LINKS]]
    more = left_out("{} more are left out; the gradebook has them.", len(ranked) - MORE_LINKS)
    return [more or words, class_table(caption, ["submissions", what], rows)]


def absent(seen: ClassStatistics) -> Elements:
    """Who is on the roster and has no submission."""
    if not seen.absent:
        return []
    names = ", ".join(clean(name, 80) for name in seen.absent[:MORE_LINKS])
    words = (
        "They are on the roster and handed in nothing. They count in no statistic here, and gradebooks leave their "
        "grade empty: you decide what it is worth."
    )
    more = left_out(" and {} more", len(seen.absent) - MORE_LINKS)
    return [words, tag("p", names + more, class_="names")]


# ── points: of the whole, of each question, and of each written answer


def scores(seen: ClassStatistics) -> Elements:
    """The distribution of points."""
    if not seen.totals:
        return ["No submission was graded."]
    x, by_hand = np.array(seen.totals), seen.key.manual_points
    possible = seen.key.points - by_hand
    spread = f", standard deviation {np.std(x, ddof=1):.1f}" if len(x) > 1 else ""
    words = (
        f"Mean {x.mean():.1f}, median {np.median(x):.1f}{spread}, lowest {format_points(x.min())}, highest "
        f"{format_points(x.max())}, of {points_in_words(possible)}{format_waiting(by_hand)}. Each submission "
        "counts once; where students could try again, statistics mean most for first attempts."
    )
    edges = np.linspace(0, max(possible, x.max(), 1e-9), BARS + 1)
    counts, _ = np.histogram(x, edges)
    rows = [[f"{format_points(edges[i])} to {format_points(edges[i + 1])}", str(n)] for i, n in enumerate(counts)]
    numbers = class_table("Submissions by points", ["points", "submissions"], rows)
    bars = histogram(counts, edges, "How many submissions earned how many points")
    return [words, bars, folded("The same in numbers", numbers, look=classes)]


def questions(seen: ClassStatistics) -> Elements:
    """Each question: facility is mean over maximum, discrimination the correlation with the rest of the points."""
    enough = len(seen.totals) >= FEWEST
    head = ["question", "points", "facility", "distribution", *(["discrimination"] if enough else []), "all right",
            "not all right", "not attempted"]  # fmt: skip
    rows = []
    for question in seen.key.questions:
        none = WORDS["manual"] if question.is_by_hand else "-"
        cells = _question_cells(seen, question, enough) or [none] * (len(head) - 2)
        rows.append([question_title(seen, question.name), format_points(question.points), *cells])
    note = (
        "Discrimination is the correlation with the points of all other questions, with a 95 % interval, among those "
        "who attempted something. Above 0.25 is good; near 0 or below, look at the question."
        if enough
        else f"Discrimination is not shown: with fewer than {FEWEST} graded submissions it would be noise."
    )
    facility = "Facility is the mean over the maximum: 30 to 70 % tells students apart best. "
    by_case = folded("Each case", _cases(seen), look=classes)
    return [facility + note, class_table("Each question", head, rows), by_case]


def _question_cells(seen: ClassStatistics, question: Question, with_discrimination: bool) -> list[str] | None:
    """The cells behind the points of a question; None where no submission has points for it."""
    name = question.name
    earned = np.array(seen.earned.get(name, []))
    checked = earned[np.isfinite(earned)]
    if not len(checked):
        return None
    statuses = seen.statuses[name]
    right, untouched = statuses["right"], statuses["not_attempted"] + statuses["optional"]
    return [
        percent(checked.mean() / question.points if question.points else math.nan),
        _distribution(checked, question.points),
        *([_discrimination(seen, name)] if with_discrimination else []),
        str(right), str(len(earned) - right - untouched), str(untouched),
    ]  # fmt: skip


def _distribution(earned: np.ndarray, points: float) -> Html:
    """How many earned how much of the points, from nothing at the left to everything at the right."""
    counts, _ = np.histogram(earned, np.linspace(0, max(points, earned.max(), 1e-9), SMALL_BARS + 1))
    words = ", ".join(map(str, counts))
    return small_bars(counts, f"Submissions by tenths of the points, from none to all: {words}")


def _cases(seen: ClassStatistics) -> Html:
    """Each case that is called: which of them catches what, and whether hidden ones are harder."""
    rows = [
        [question_title(seen, question.name), with_code(case.title, classes), "hidden" if case.hidden else "shown",
         *_shares(seen, case.id)]
        for question in seen.key.questions if not question.is_written for case in question.cases
    ]  # fmt: skip
    return class_table("Each case", ["question", "case", "kind", "right", "not right", "not attempted"], rows)


def statements(seen: ClassStatistics) -> Elements:
    """Each written answer: how many had it right, and why it is."""
    rows = [
        [with_code(case.title, classes), typeset(statement_reason(case) or "-", classes), *_shares(seen, case.id)]
        for case in seen.statements
    ]
    if not rows:
        return []
    words = "Where many are wrong, the lecture has something to say, or the statement can be misread."
    head = ["statement", "reason", "right", "not right", "not answered"]
    return [words, class_table("Each statement", head, rows)]


def regraded(seen: ClassStatistics) -> Elements:
    """Before and after the last regrade: how many points it gave and took, and from whom."""
    if not seen.before:
        return []
    changes = seen.changes
    if not changes:
        return ["The last regrade changed no points."]
    rows = [[question_title(seen, name), *_change_cells(seen, name, changes[name])]
            for name in seen.questions if name in changes]  # fmt: skip
    return [class_table("What changed", ["question", "gained", "lost", "mean change", "submissions"], rows)]


def _change_cells(seen: ClassStatistics, name: str, changes: Sequence[PointsChange]) -> list[str]:
    """How many gained and lost, the mean over the class, and who, with the points before and after."""
    gained, lost = sum(c.after > c.before for c in changes), sum(c.after < c.before for c in changes)
    mean = sum(c.after - c.before for c in changes) / len(seen.students)
    items = [join([link(seen, c.submission, name), escape(f" {format_points(c.before)} to {format_points(c.after)}")])
             for c in changes[:MORE_LINKS]]  # fmt: skip
    left = left_out(" and {} more", len(changes) - MORE_LINKS)
    who = folded(f"{len(changes)} with other points", join(items, ", "), left, look=classes)
    return [str(gained), str(lost), f"{mean:+.2f}", who]


def _shares(seen: ClassStatistics, case: str) -> list[str]:
    """The share of right answers, the number of others, and the number of those who gave none."""
    statuses = seen.cases[case]
    right, none = statuses["right"], sum(statuses[status] for status in UNTOUCHED)
    checked = statuses.total() - statuses["could_not_check"]
    return [percent(right / checked) if checked else "-", str(checked - right - none), str(none)]


def _discrimination(seen: ClassStatistics, name: str) -> str:
    earned, totals = np.array(seen.earned[name]), np.array(seen.totals)
    if len(earned) != len(totals):
        return "-"
    attempted = [any(r.status not in UNTOUCHED for r in student.results.values()) for student in seen.students]
    checked = np.isfinite(earned) & attempted
    interval = discrimination(earned[checked], (totals - np.nan_to_num(earned))[checked])
    return "-" if interval is None else "{:.2f} ({:.2f} to {:.2f})".format(*interval)
