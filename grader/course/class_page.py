"""A whole class on one page: what went wrong most, what nobody could explain, and what needs somebody's eyes first.

One self-contained HTML file that needs no script. Each list is cut at a length that a person would read, and says so;
the gradebook has the rest. Facility is mean over maximum; discrimination is the correlation of a question's points with
the points of all other questions, with an interval by Fisher's transformation, and is not shown for fewer than 30.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import numpy as np

from grader.base.safe_names import safe_name
from grader.course.similarity import FRAGMENT, PART, WHOLE, Pair, Similar
from grader.course.statistics import DIGITS, FEWEST, Graded, Group, Tally, discrimination
from grader.model.key import Key
from grader.model.statuses import WORDS, format_points
from grader.reports.elements import Html, classes, clean, document, joined, tag
from grader.reports.html import question_html

BARS = 20  # of the distribution
LINKS, MORE_LINKS = 8, 120  # students named at once, and behind "more"
TOP, MISTAKES = 12, 60  # rows of the table of mistakes: shown, and in all
GROUPS, SINGLES = 12, 60  # groups of unexplained answers that are shown with a representative, and those only linked


def class_page(key: Key, graded: Iterable[Graded], similar: Similar | None = None, absent: Sequence[str] = ()) -> str:
    """The page. `graded` is read once, so that it may be a generator: (report, who handed it in, what the code did).

    Who handed it in may have a `name`, an `email` and a `note` on what was found: which of two files was graded.
    Pages of students are linked as `students/NAME.html`, where the name is `safe_name` of the id. `similar` is None
    where nobody has compared the submissions; `absent` are those on the roster of whom there is none.
    """
    seen = Tally(key, absent)
    for report, people, transcript in graded:
        seen.add(report, people, transcript)
    sections = [
        _first(seen), _scores(seen), _questions(seen), _mistakes(seen), _unexplained(seen), _times(seen),
        _similar(seen, similar), _ungradable(seen), _notes(seen), _absent(seen),
    ]  # fmt: skip
    links = [tag("li", tag("a", title, href=f"#{anchor}")) for anchor, title in _SECTIONS.items()]
    head = joined([tag("h1", f"{key.title}: the class"), tag("p", _counts(seen), **classes("state"))])
    nav = tag("nav", tag("ul", *links, class_="toc"), aria_label="Sections")
    return document(f"{key.title}: the class", head, joined([nav, *sections]), _FOOTER, _STYLE)


_FOOTER = "Made by First-Order Grader. For staff only: it names students."
_STYLE = """.toc{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 18px}
.names{font-size:14px;overflow-wrap:anywhere;min-width:13em}.chart{width:100%;max-width:720px;height:auto;display:block}
.chart rect{fill:var(--link)}.chart text{fill:var(--ink);font-size:13px}.chart line{stroke:var(--line)}
@media(max-width:480px){.chart text{font-size:22px}}
.fact{white-space:nowrap}.bar{display:inline-block;height:.7em;background:var(--link);margin-right:6px;min-width:1px}
section.sheet{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:6px 14px;margin:0 0 16px}
section.sheet h2{font-size:1.25em;margin:.4em 0}section.sheet h3{font-size:1.05em;margin:.8em 0 .2em}
section.sheet>p{margin:.5em 0}.both{display:flex;flex-wrap:wrap;gap:0 12px}.both>div{flex:1 1 300px;min-width:0}
@media(max-width:600px){.stacked{width:100%}.stacked thead{display:none}.stacked tr{display:block;padding:6px 0;
border-bottom:1px solid var(--line)}.stacked tbody td{display:block;border:0;padding:1px 0;text-align:left;
white-space:normal;font-size:14px}.stacked td[data-head]{padding-left:9.5em;position:relative;min-height:1.5em}
.stacked td[data-head]::before{content:attr(data-head);position:absolute;left:0;color:var(--dim)}}"""
_SECTIONS = {
    "first": "To look at first",
    "scores": "Scores",
    "questions": "Questions",
    "mistakes": "Commonest mistakes",
    "unexplained": "Unexplained",
    "times": "Time",
    "similar": "Similar submissions",
    "ungradable": "Not gradable",
    "notes": "Notes on what was handed in",
    "absent": "No submission",
}


# ── sections


def _counts(seen: Tally) -> str:
    n, k, u = len(seen.names), len({id for id, _ in seen.unchecked}), len(seen.ungradable)
    told = f"{_many(n, 'submission')}: {len(seen.totals)} graded, {u} not gradable, {k} to be looked at by staff."
    return f"{told} {len(seen.absent)} on the roster handed in nothing." if seen.absent else told


def _many(n: int, noun: str) -> str:
    return f"{n} {noun if n == 1 else noun + 's'}"


def _section(anchor: str, *children: Html | str | None) -> Html:
    return tag("section", tag("h2", _SECTIONS[anchor], id=anchor), *children, class_="sheet")


def _say(*words: Html | str) -> Html:
    return tag("p", *words)


def _link(seen: Tally, id: str) -> Html:
    return tag("a", seen.names.get(id, clean(id, 80)), href=f"students/{quote(safe_name(id))}.html")


def _links(seen: Tally, ids: Sequence[str]) -> Html:
    """Some names, more behind a summary, and how many are left out."""
    first, rest = ids[:LINKS], ids[LINKS : LINKS + MORE_LINKS]
    parts = [_row(seen, first)]
    if rest:
        left = len(ids) - len(first) - len(rest)
        tail = [f" and {left} more: see the gradebook"] if left else []
        summary = tag("summary", f"{len(ids) - len(first)} more", **classes("summary"))
        parts.append(tag("details", summary, _row(seen, rest), *tail))
    return tag("div", *parts, class_="names")


def _row(seen: Tally, ids: Sequence[str]) -> Html:
    return joined([_link(seen, id) for id in ids], ", ")


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> Html:
    """A table whose first `words` columns are text, and any other cell that is more than a number.

    On a narrow screen each row is a block, in which every cell but the first says what its column is.
    """
    rows = list(rows)
    wordy = [i < words or any(isinstance(row[i], Html) for row in rows) for i in range(len(head))]
    top = [tag("th", h, scope="col", **classes("heading" if wordy[i] else "head")) for i, h in enumerate(head)]
    body = [
        tag("tr", *(tag("td", cell, data_head=h if i else None, **classes("text" if wordy[i] else "number"))
                    for i, (h, cell) in enumerate(zip(head, row, strict=True))))
        for row in rows
    ]  # fmt: skip
    made = tag("table", tag("caption", caption, **classes("caption")), tag("thead", tag("tr", *top)),
               tag("tbody", *body), class_="table stacked")  # fmt: skip
    return tag("div", made, tabindex="0", role="group", aria_label=caption, **classes("wide"))


def _first(seen: Tally) -> Html:
    if not seen.unchecked:
        return _section("first", _say("Nothing: every question of every submission could be checked."))
    by: dict[str, list[str]] = defaultdict(list)
    for id, name in seen.unchecked:
        by[name].append(id)
    rows = [[_title(seen, name), str(len(ids)), _links(seen, ids)] for name, ids in by.items()]
    why = (
        "These could not be checked, through no fault of the students. Their points are not final. Run the "
        "same `grader grade` again: it tries these anew, and nothing else. What fails every time needs your eyes."
    )
    return _section("first", _say(why), _table("Could not be checked", ["question", "count", "submissions"], rows))


def _scores(seen: Tally) -> Html:
    if not seen.totals:
        return _section("scores", _say("No submission was graded."))
    x = np.array(seen.totals)
    spread = f", standard deviation {np.std(x, ddof=1):.1f}" if len(x) > 1 else ""
    words = (
        f"Mean {x.mean():.1f}, median {np.median(x):.1f}{spread}, lowest {format_points(x.min())}, highest "
        f"{format_points(x.max())}, of {format_points(seen.possible)} points. Each submission counts once; where "
        "students could try again, statistics mean most for first attempts."
    )
    edges = np.linspace(0, max(seen.possible, x.max(), 1e-9), BARS + 1)
    counts, _ = np.histogram(x, edges)
    rows = [[f"{edges[i]:.0f} to {edges[i + 1]:.0f}", str(n)] for i, n in enumerate(counts)]
    numbers = tag("details", tag("summary", "The same in numbers", **classes("summary")),
                  _table("Submissions by points", ["points", "submissions"], rows))  # fmt: skip
    return _section("scores", _say(words), _histogram(counts, edges), numbers)


def _histogram(counts: np.ndarray, edges: np.ndarray) -> Html:
    """Bars as inline SVG: the counts stand above them, the points below."""
    wide, high, base, most = 720, 240, 200, max(int(counts.max()), 1)
    step = wide / len(counts)
    parts = [tag("title", "How many submissions earned how many points")]
    for i, n in enumerate(counts):
        tall = 170 * int(n) / most
        middle = f"{(i + 0.5) * step:.1f}"
        if n:
            parts.append(tag("rect", x=f"{i * step + 2:.1f}", y=f"{base - tall:.1f}", width=f"{step - 4:.1f}",
                             height=f"{tall:.1f}"))  # fmt: skip
            parts.append(tag("text", str(n), x=middle, y=f"{base - tall - 5:.1f}", text_anchor="middle"))
    for i in range(0, len(edges), 4):
        anchor = "start" if i == 0 else "end" if i == len(edges) - 1 else "middle"
        parts.append(tag("text", f"{edges[i]:.0f}", x=f"{i * step:.1f}", y=f"{base + 18}", text_anchor=anchor))
    parts.append(tag("line", x1="0", x2=str(wide), y1=str(base), y2=str(base)))
    parts.append(tag("text", "points", x=str(wide / 2), y=str(base + 36), text_anchor="middle"))
    return tag("svg", *parts, viewBox=f"0 0 {wide} {high}", role="img", class_="chart",
               aria_label="How many submissions earned how many points")  # fmt: skip


def _questions(seen: Tally) -> Html:
    enough = len(seen.totals) >= FEWEST
    rows = []
    for q in seen.key.questions:
        x = np.array(seen.earned.get(q.name, []))
        known = x[np.isfinite(x)]
        if not len(known):
            rows.append([_title(seen, q.name), format_points(q.points), *["-"] * (5 if enough else 4)])
            continue
        status, facility = seen.statuses[q.name], known.mean() / q.points if q.points else math.nan
        left = status["not_attempted"] + status["optional"]
        share = tag("span", class_="bar", style=f"width:{60 * min(max(facility, 0), 1):.0f}px")
        rows.append([
            _title(seen, q.name), format_points(q.points), tag("span", share, f"{100 * facility:.0f} %", class_="fact"),
            *([_correlation(seen, q.name)] if enough else []),
            str(status["right"]), str(len(x) - status["right"] - left), str(left),
        ])  # fmt: skip
    head = ["question", "points", "facility", *(["discrimination"] if enough else []), "all right", "not all right",
            "not attempted"]  # fmt: skip
    note = (
        "Discrimination is the correlation with the points of all other questions, with a 95 % interval. Above 0.25 is "
        "good; near 0 or below, look at the question."
        if enough
        else f"Discrimination is not shown: with fewer than {FEWEST} graded submissions it would be noise."
    )
    fair = "Facility is the mean over the maximum: 30 to 70 % tells students apart best. "
    return _section("questions", _say(fair, note), _table("Each question", head, rows))


def _correlation(seen: Tally, name: str) -> str:
    mine, total = np.array(seen.earned[name]), np.array(seen.totals)
    if len(mine) != len(total):
        return "-"
    known = np.isfinite(mine)
    found = discrimination(mine[known], (total - np.nan_to_num(mine))[known])
    return "-" if found is None else "{:.2f} ({:.2f} to {:.2f})".format(*found)


def _title(seen: Tally, name: str) -> Html:
    title = next((q.title for q in seen.key.questions if q.name == name), name)
    return joined([tag("span", title), Html(" "), tag("code", name, **classes("code"))])


def _mistakes(seen: Tally) -> Html:
    ranked = sorted(seen.mistakes.items(), key=lambda item: (-len(item[1]), item[0]))
    if not ranked:
        return _section("mistakes", _say("No mistake was named, and nothing stopped."))
    graded = max(len(seen.totals), 1)
    rows = [
        [_title(seen, name), _cause(seen.key, mistake), str(len(ids)), f"{100 * len(ids) / graded:.0f} %",
         _links(seen, ids)]
        for (name, mistake), ids in ranked[:MISTAKES]
    ]  # fmt: skip
    left = f" The {len(ranked) - MISTAKES} rarest are left out." if len(ranked) > MISTAKES else ""
    words = f"Named only where the values match on every case, hidden ones too.{left}"
    head = ["question", "what happened", "count", "share", "submissions"]
    parts = [_say(words), _table("Commonest first", head, rows[:TOP], words=2)]
    if rest := rows[TOP:]:
        parts.append(tag("details", tag("summary", f"{len(rest)} rarer ones", **classes("summary")),
                         _table("The rarer ones", head, rest, words=2)))  # fmt: skip
    return _section("mistakes", *parts)


def _cause(key: Key, mistake: str) -> Html:
    """A mistake's name with its hint behind it; `a+b` is two at once, `a|b` one of a group."""
    if mistake.startswith("!"):
        word = mistake[1:]
        return tag("span", WORDS[word].capitalize() if word in WORDS else f"Stopped by {word}")
    ids = [id for group in mistake.split("|") for id in group.split("+")]
    said = " or ".join(" and ".join(key.hints.get(id, (id, ""))[0] for id in group.split("+"))
                       for group in mistake.split("|"))  # fmt: skip
    hints = [_say(hint) for id in dict.fromkeys(ids) if (hint := key.hints.get(id, ("", ""))[1])]
    more = tag("details", tag("summary", "hint", **classes("summary")), *hints) if hints else None
    return tag("div", said, more)


def _unexplained(seen: Tally) -> Html:
    groups = sorted(seen.groups.values(), key=lambda group: -len(group.ids))
    if not groups:
        return _section("unexplained", _say("Every wrong answer has a name."))
    total = sum(len(group.ids) for group in groups)
    words = (
        f"{_many(total, 'wrong answer')} without a known cause, in {_many(len(groups), 'group')} of answers that "
        f"agree to {DIGITS} digits. One look at the first of a group explains all of it."
    )
    blocks = [_group(seen, i, group) for i, group in enumerate(groups[:GROUPS], 1)]
    rest = groups[GROUPS : GROUPS + SINGLES]
    if rest:
        rows = [[_title(seen, g.question), str(len(g.ids)), _links(seen, g.ids)] for g in rest]
        left = len(groups) - GROUPS - len(rest)
        caption = "Smaller groups" + (f"; {left} more are left out" if left else "")
        blocks.append(_table(caption, ["question", "count", "submissions"], rows))
    return _section("unexplained", _say(words), *blocks)


def _group(seen: Tally, number: int, group: Group) -> Html:
    question = next(q for q in seen.key.questions if q.name == group.question)
    title = f"Group {number}: {_many(len(group.ids), 'submission')} of {question.title}"
    shown = Html("")
    if group.report is not None and group.transcript is not None:
        fragment = Html(question_html(seen.key, question, group.transcript, group.report))
        summary = tag("summary", f"What {seen.names[group.ids[0]]} reads, with the picture", **classes("summary"))
        shown = tag("details", summary, fragment, open="" if number == 1 else None)
    return joined([tag("h3", title), _links(seen, group.ids), shown])


def _times(seen: Tally) -> Html:
    rows = []
    for q in seen.key.questions:
        if len(x := np.array(seen.seconds.get(q.name, []))):
            middle, most = np.quantile(x, [0.5, 0.9])
            rows.append([_title(seen, q.name), f"{middle:.2f} s", f"{most:.2f} s", f"{x.max():.2f} s"])
    if not rows:
        return _section("times", _say("No times were recorded."))
    head = ["question", "median", "90 % within", "longest"]
    words = "All cases of a question together, hidden ones too, in each submission that ran it."
    return _section("times", _say(words), _table("Time per question", head, rows))


def _similar(seen: Tally, similar: Similar | None) -> Html:
    if similar is None:
        return _section("similar", _say("Not compared in this run."))
    same = [[_row(seen, ids[:LINKS]) if len(ids) <= LINKS else _links(seen, ids)] for ids in similar.same_files]
    pairs = [[_row(seen, [p.one, p.other]), _title(seen, p.question) if p.question else "the whole homework",
              f"{100 * p.likeness:.0f} %"] for p in similar.pairs[:MISTAKES]]  # fmt: skip
    if not same and not pairs:
        return _section("similar", _say("No two submissions are strikingly alike. "), _say(_ALIKE))
    left = len(similar.pairs) - len(pairs)
    words = _WEAK + (f" These are the {len(pairs)} most alike; {left} more are left out." if left else "")
    tables = [
        _table("The same file, byte for byte", ["submissions"], same[:MISTAKES]) if same else None,
        _table("Much the same code", ["submissions", "in", "alike"], pairs, words=2) if pairs else None,
        *(_both(seen, pair, texts) for pair in similar.pairs if (texts := similar.both(pair))),
    ]
    return _section("similar", _say(words), *tables, _say(_ALIKE) if pairs else None)


def _both(seen: Tally, pair: Pair, texts: Sequence[str]) -> Html:
    names = [seen.names.get(id, id) for id in (pair.one, pair.other)]
    title = tag("summary", f"{' and '.join(names)}, side by side", **classes("summary"))
    halves = [tag("div", tag("strong", name), tag("pre", text, **classes("lines")))
              for name, text in zip(names, texts, strict=True)]  # fmt: skip
    return tag("details", title, tag("div", *halves, class_="both"))


_WEAK = (
    "This is weak evidence: functions of ten lines that do the same thing look alike, and friends who talked are not "
    "cheats. Read both before you say anything."
)
_ALIKE = (
    "Alike is the share of code fragments that two submissions have in common, of all that either has. A fragment is "
    f"{FRAGMENT} elements of the code in a row; names, comments, layout and the order of functions do not count, nor "
    "does what was handed out or what a quarter of the class and more than ten wrote. Told from "
    f"{100 * WHOLE:.0f} % on over the whole homework and from {100 * PART:.0f} % on for one long function. Tried on "
    "779 pairs of submissions by different authors: at most 12 % over the whole, and 30 % in one long function. Copies "
    "with all names changed and everything in another order came to 67 % and more. Students who learned from one "
    "sample solution come closer."
)


def _ungradable(seen: Tally) -> Html:
    if not seen.ungradable:
        return _section("ungradable", _say("None: every submission could be read."))
    rows = [[_link(seen, id), clean(why, 400)] for id, why in seen.ungradable[:MORE_LINKS]]
    left = len(seen.ungradable) - len(rows)
    words = f"{left} more are left out; the gradebook has them." if left else "Each with the reason its author reads."
    return _section("ungradable", _say(words), _table("Not gradable", ["submission", "why"], rows, words=2))


def _notes(seen: Tally) -> Html:
    if not seen.notes:
        return _section("notes", _say("None: one notebook each, under a name that is known."))
    rows = [[_link(seen, id), clean(note, 400)] for id, note in seen.notes[:MORE_LINKS]]
    left = len(seen.notes) - len(rows)
    words = f"{left} more are left out; the gradebook has them." if left else "Which file was graded, and what was odd."
    return _section("notes", _say(words), _table("Notes", ["submission", "note"], rows, words=2))


def _absent(seen: Tally) -> Html:
    if not seen.absent:
        return _section("absent", _say("Nobody on the roster is without one, as far as a roster was given."))
    named = [clean(name, 80) for name in seen.absent[:MORE_LINKS]]
    left = len(seen.absent) - len(named)
    words = (
        "They are on the roster and handed in nothing. They count in no statistic here, and gradebooks leave their "
        "grade empty: what it is worth is yours to say."
    )
    more = f" and {left} more" if left else ""
    return _section("absent", _say(words), tag("p", ", ".join(named) + more, class_="names"))
