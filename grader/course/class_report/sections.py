"""The sections of the class page: each is a function of the statistics that returns its paragraphs and elements.

A new one is a function here and a line in `SECTIONS` of `class_page`; what it counts is filled in by
`ClassStatistics.add`. Lists are cut at a length that a person would read, and say so; the gradebook has the rest.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import quote

import numpy as np

from grader.base.safe_names import safe_name
from grader.course.class_report.similarity import FRAGMENT, PART, WHOLE, Pair
from grader.course.class_report.statistics import DIGITS, FEWEST, ClassStatistics, Group, discrimination
from grader.judging.forms import count
from grader.model.key import Key
from grader.model.statuses import WORDS, format_manual, format_points
from grader.reports.elements import Html, clean, escape, folded, join, table, tag, with_code
from grader.reports.look import classes
from grader.reports.question_html import question_html

LINKS, MORE_LINKS = 8, 120  # students named at once, and behind "more"
BARS = 20  # of the distribution of points
TOP, MISTAKES = 12, 60  # rows of the table of mistakes: shown, and in all
GROUPS, SINGLES = 12, 60  # groups of unexplained answers that are shown with a representative, and those only linked

Elements = Sequence[str]  # Html, or the text of a paragraph


def unchecked(seen: ClassStatistics) -> Elements:
    """What we, not the student, failed at: staff have to act on it before any number of the page is final."""
    if not seen.unchecked:
        return ["Nothing: every question of every submission could be checked."]
    by_question: dict[str, list[str]] = defaultdict(list)
    for submission, name in seen.unchecked:
        by_question[name].append(submission)
    rows = [
        [_question_title(seen, name), str(len(ids)), _some_links(seen, ids), escape(seen.reasons.get(name, ""))]
        for name, ids in by_question.items()
    ]
    words = (
        "These could not be checked, through no fault of the students. Their points are not final. Run the "
        "same `grader grade` again: it tries these anew, and nothing else. What fails every time needs your eyes."
    )
    return [words, _table("Could not be checked", ["question", "count", "submissions", "first reason"], rows)]


def scores(seen: ClassStatistics) -> Elements:
    """The distribution of points."""
    if not seen.totals:
        return ["No submission was graded."]
    x, by_hand = np.array(seen.totals), seen.key.manual_points
    possible = seen.key.points - by_hand
    spread = f", standard deviation {np.std(x, ddof=1):.1f}" if len(x) > 1 else ""
    words = (
        f"Mean {x.mean():.1f}, median {np.median(x):.1f}{spread}, lowest {format_points(x.min())}, highest "
        f"{format_points(x.max())}, of {format_points(possible)} points{format_manual(by_hand)}. Each submission "
        "counts once; where students could try again, statistics mean most for first attempts."
    )
    edges = np.linspace(0, max(possible, x.max(), 1e-9), BARS + 1)
    counts, _ = np.histogram(x, edges)
    rows = [[f"{format_points(edges[i])} to {format_points(edges[i + 1])}", str(n)] for i, n in enumerate(counts)]
    numbers = _table("Submissions by points", ["points", "submissions"], rows)
    bars = _histogram(counts, edges, "How many submissions earned how many points")
    return [words, bars, folded("The same in numbers", numbers, look=classes)]


def questions(seen: ClassStatistics) -> Elements:
    """Each question: facility is mean over maximum, discrimination the correlation with the rest of the points."""
    enough = len(seen.totals) >= FEWEST
    head = ["question", "points", "facility", *(["discrimination"] if enough else []), "all right", "not all right",
            "not attempted"]  # fmt: skip
    rows = []
    for question in seen.key.questions:
        none = WORDS["manual"] if question.returns == "manual" else "-"
        cells = _question_cells(seen, question.name, enough) or [none] * (len(head) - 2)
        rows.append([_question_title(seen, question.name), format_points(question.points), *cells])
    note = (
        "Discrimination is the correlation with the points of all other questions, with a 95 % interval. Above 0.25 is "
        "good; near 0 or below, look at the question."
        if enough
        else f"Discrimination is not shown: with fewer than {FEWEST} graded submissions it would be noise."
    )
    facility = "Facility is the mean over the maximum: 30 to 70 % tells students apart best. "
    return [facility + note, _table("Each question", head, rows)]


def _question_cells(seen: ClassStatistics, name: str, with_discrimination: bool) -> list[str] | None:
    """The cells behind the points of a question; None where no submission has points for it."""
    earned = np.array(seen.earned.get(name, []))
    checked = earned[np.isfinite(earned)]
    if not len(checked):
        return None
    points, statuses = seen.questions[name].points, seen.statuses[name]
    facility = checked.mean() / points if points else math.nan
    bar = tag("span", class_="bar", style=f"width:{60 * min(max(facility, 0), 1):.0f}px")
    right, untouched = statuses["right"], statuses["not_attempted"] + statuses["optional"]
    return [
        tag("span", bar, f"{100 * facility:.0f} %", class_="fact"),
        *([_discrimination(seen, name)] if with_discrimination else []),
        str(right), str(len(earned) - right - untouched), str(untouched),
    ]  # fmt: skip


def _discrimination(seen: ClassStatistics, name: str) -> str:
    earned, totals = np.array(seen.earned[name]), np.array(seen.totals)
    if len(earned) != len(totals):
        return "-"
    checked = np.isfinite(earned)
    interval = discrimination(earned[checked], (totals - np.nan_to_num(earned))[checked])
    return "-" if interval is None else "{:.2f} ({:.2f} to {:.2f})".format(*interval)


def mistakes(seen: ClassStatistics) -> Elements:
    """The mistakes and errors that are named, the commonest first."""
    ranked = sorted(seen.mistakes.items(), key=lambda item: (-len(item[1]), item[0]))
    if not ranked:
        return ["No mistake was named, and nothing stopped."]
    graded = max(len(seen.totals), 1)
    rows = [
        [_question_title(seen, name), _cause(seen.key, mistake), str(len(ids)), f"{100 * len(ids) / graded:.0f} %",
         _some_links(seen, ids)]
        for (name, mistake), ids in ranked[:MISTAKES]
    ]  # fmt: skip
    left_out = f" The {len(ranked) - MISTAKES} rarest are left out." if len(ranked) > MISTAKES else ""
    head = ["question", "what happened", "count", "share", "submissions"]
    elements = [f"Named only where the values match on every case, hidden ones too.{left_out}",
                _table("Commonest first", head, rows[:TOP])]  # fmt: skip
    if rest := rows[TOP:]:
        rarer = _table("The rarer ones", head, rest)
        elements.append(folded(f"{len(rest)} rarer ones", rarer, look=classes))
    return elements


def _cause(key: Key, mistake: str) -> Html:
    """A mistake's name with its hint behind it; `a+b` is two at once, `a|b` one of a group, `!x` what stopped it."""
    if mistake.startswith("!"):
        end = mistake[1:]
        return tag("span", WORDS[end].capitalize() if end in WORDS else f"Stopped by {end}")
    groups = [group.split("+") for group in mistake.split("|")]
    names = " or ".join(" and ".join(key.hints.get(name, (name, ""))[0] for name in group) for group in groups)
    hints = dict.fromkeys(key.hints.get(name, ("", ""))[1] for group in groups for name in group)
    paragraphs = [tag("p", with_code(hint, classes)) for hint in hints if hint]
    return tag("div", names, folded("hint", *paragraphs, look=classes) if paragraphs else None)


def unexplained(seen: ClassStatistics) -> Elements:
    """Groups of equal wrong answers without a known cause, the largest first."""
    groups = sorted(seen.groups.values(), key=lambda group: -len(group.ids))
    if not groups:
        return ["Every wrong answer has a name."]
    words = (
        f"{count(sum(len(g.ids) for g in groups), 'wrong answer')} without a known cause, in "
        f"{count(len(groups), 'group')} of answers that agree to {DIGITS} digits. One look at the first of a "
        "group explains all of it."
    )
    elements = [words, *(_group(seen, i, group) for i, group in enumerate(groups[:GROUPS], 1))]
    if rest := groups[GROUPS : GROUPS + SINGLES]:
        rows = [[_question_title(seen, g.question), str(len(g.ids)), _some_links(seen, g.ids)] for g in rest]
        left_out = len(groups) - GROUPS - len(rest)
        caption = "Smaller groups" + (f"; {left_out} more are left out" if left_out else "")
        elements.append(_table(caption, ["question", "count", "submissions"], rows))
    return elements


def _group(seen: ClassStatistics, number: int, group: Group) -> Html:
    question = seen.questions[group.question]
    title = f"Group {number}: {count(len(group.ids), 'submission')} of {question.title}"
    card = None
    if group.report is not None and group.transcript is not None:
        fragment = Html(question_html(seen.key, question, group.transcript, group.report, classes))
        summary = f"What {seen.names[group.ids[0]]} reads, with the picture"
        card = folded(summary, fragment, look=classes, is_open=number == 1)
    return tag("div", tag("h3", title), _some_links(seen, group.ids), card)


def times(seen: ClassStatistics) -> Elements:
    """How long the questions ran."""
    rows = []
    for question in seen.key.questions:
        if len(x := np.array(seen.seconds.get(question.name, []))):
            seconds = (*np.quantile(x, [0.5, 0.9]), x.max())
            rows.append([_question_title(seen, question.name), *(f"{s:.2f} s" for s in seconds)])
    if not rows:
        return ["No times were recorded."]
    words = "All cases of a question together, hidden ones too, in each submission that ran it."
    head = ["question", "median", "90 % within", "longest"]
    return [words, _table("Time per question", head, rows)]


def similar(seen: ClassStatistics) -> Elements:
    """Submissions that share much of their code, with both texts."""
    if seen.similar is None:
        return ["Not compared in this run."]
    same = [[_links(seen, ids) if len(ids) <= LINKS else _some_links(seen, ids)] for ids in seen.similar.same_files]
    pairs = [[_links(seen, [pair.one, pair.other]),
              _question_title(seen, pair.question) if pair.question else escape("the whole homework"),
              f"{100 * pair.likeness:.0f} %"] for pair in seen.similar.pairs[:MISTAKES]]  # fmt: skip
    if not same and not pairs:
        return ["No two submissions are strikingly alike. ", _LIKENESS]
    left_out = len(seen.similar.pairs) - len(pairs)
    cut = f" These are the {len(pairs)} most alike; {left_out} more are left out." if left_out else ""
    elements = [_WEAK_EVIDENCE + cut]
    if same:
        elements.append(_table("The same file, byte for byte", ["submissions"], same[:MISTAKES]))
    if pairs:
        elements.append(_table("Much the same code", ["submissions", "in", "alike"], pairs))
        elements += [
            _side_by_side(seen, pair, both) for pair in seen.similar.pairs if (both := seen.similar.both(pair))
        ]
        elements.append(_LIKENESS)
    return elements


def _side_by_side(seen: ClassStatistics, pair: Pair, sources: Sequence[str]) -> Html:
    names = [seen.names.get(submission, submission) for submission in (pair.one, pair.other)]
    halves = [tag("div", tag("strong", name), tag("pre", source, **classes("lines")))
              for name, source in zip(names, sources, strict=True)]  # fmt: skip
    return folded(f"{' and '.join(names)}, side by side", tag("div", *halves, class_="both"), look=classes)


_WEAK_EVIDENCE = (
    "This is weak evidence: functions of ten lines that do the same thing look alike, and friends who talked are not "
    "cheats. Read both before you say anything."
)
_LIKENESS = (
    "Alike is the share of code fragments that two submissions have in common, of all that either has. A fragment is "
    f"{FRAGMENT} elements of the code in a row; names, comments, layout, the order of functions, the handout and what "
    f"much of the class wrote do not count. Pairs are listed from {100 * WHOLE:.0f} % on over the whole homework and "
    f"from {100 * PART:.0f} % on for one long function. 779 pairs of submissions by different authors came to at most "
    "12 % and 30 %, copies in disguise to 67 % and more. Students who learned from one sample solution lie between."
)


def ungradable(seen: ClassStatistics) -> Elements:
    """Submissions that could not be read, each with the reason."""
    if not seen.ungradable:
        return ["None: every submission could be read."]
    return _listed(seen, seen.ungradable, "Each with the reason its author reads.", "Not gradable", "why")


def notes(seen: ClassStatistics) -> Elements:
    """What was odd about a submission."""
    if not seen.notes:
        return ["None: one notebook each, under a name that is known."]
    return _listed(seen, seen.notes, "Which file was graded, and what was odd.", "Notes", "note")


def _listed(seen: ClassStatistics, pairs: Sequence[tuple[str, str]], words: str, caption: str, what: str) -> Elements:
    rows = [[_link(seen, submission), escape(clean(text, 400))] for submission, text in pairs[:MORE_LINKS]]
    left_out = len(pairs) - len(rows)
    return [
        f"{left_out} more are left out; the gradebook has them." if left_out else words,
        _table(caption, ["submission", what], rows),
    ]


def absent(seen: ClassStatistics) -> Elements:
    """Who is on the roster and has no submission."""
    if not seen.absent:
        return ["Nobody on the roster is without one, as far as a roster was given."]
    names = [clean(name, 80) for name in seen.absent[:MORE_LINKS]]
    left_out = len(seen.absent) - len(names)
    words = (
        "They are on the roster and handed in nothing. They count in no statistic here, and gradebooks leave their "
        "grade empty: you decide what it is worth."
    )
    more = f" and {left_out} more" if left_out else ""
    return [words, tag("p", ", ".join(names) + more, class_="names")]


# ── parts that sections share


def _link(seen: ClassStatistics, submission: str) -> Html:
    """The name of who handed it in, as a link to the student's page."""
    name = seen.names.get(submission, clean(submission, 80))
    return tag("a", name, href=f"students/{quote(safe_name(submission))}.html")


def _links(seen: ClassStatistics, submissions: Sequence[str]) -> Html:
    return join([_link(seen, submission) for submission in submissions], ", ")


def _some_links(seen: ClassStatistics, submissions: Sequence[str]) -> Html:
    """The first links, more behind a summary, and how many are left out."""
    first, rest = submissions[:LINKS], submissions[LINKS : LINKS + MORE_LINKS]
    left = len(submissions) - len(first) - len(rest)
    tail = f" and {left} more: see the gradebook" if left else None
    more = folded(f"{len(submissions) - len(first)} more", _links(seen, rest), tail, look=classes) if rest else None
    return tag("div", _links(seen, first), more, class_="names")


def _question_title(seen: ClassStatistics, name: str) -> Html:
    """The title of a question and its name."""
    question = seen.questions.get(name)
    return join([tag("span", question.title if question else name), tag("code", name, **classes("code"))], " ")


def _histogram(counts: np.ndarray, edges: np.ndarray, label: str) -> Html:
    """Bars as inline SVG: the counts (B,) stand above them, the edges (B + 1,) below."""
    width, height, base, highest = 720, 240, 200, max(int(counts.max()), 1)
    step = width / len(counts)
    parts = [tag("title", label)]
    for i, n in enumerate(counts):
        bar = 170 * int(n) / highest
        if n:
            parts.append(tag("rect", x=f"{i * step + 2:.1f}", y=f"{base - bar:.1f}", width=f"{step - 4:.1f}",
                             height=f"{bar:.1f}"))  # fmt: skip
            parts.append(_svg_text(str(n), (i + 0.5) * step, base - bar - 5))
    for i in range(0, len(edges), 4):
        anchor = "start" if i == 0 else "end" if i == len(edges) - 1 else "middle"
        parts.append(_svg_text(f"{edges[i]:.0f}", i * step, base + 18, anchor))
    parts.append(tag("line", x1="0", x2=str(width), y1=str(base), y2=str(base)))
    parts.append(_svg_text("points", width / 2, base + 36))
    return tag("svg", *parts, viewBox=f"0 0 {width} {height}", role="img", class_="chart", aria_label=label)


def _svg_text(text: str, x: float, y: float, anchor: str = "middle") -> Html:
    return tag("text", text, x=f"{x:.1f}", y=f"{y:.1f}", text_anchor=anchor)


def _table(caption: str, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> Html:
    return table(caption, titles, rows, classes, stacked=True)
