"""Three things for the next lecture: the commonest mistakes, each with a picture and what helps, on one sheet of paper.

Nobody is named, so that it can be shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.base.text import count
from grader.course.class_report.statistics import ClassStatistics, Group
from grader.judging.messages.case_calls import title_and_call
from grader.judging.messages.question_messages import statement_reason
from grader.judging.question_groups import settled_by_visible
from grader.reports.causes import cause_hints, cause_name
from grader.reports.elements import Html, document, join, paragraphs, tag, typeset, with_code
from grader.reports.look import classes, style_beside
from grader.reports.question_html import QuestionView

THINGS, STATEMENTS = 3, 3  # mistakes, and statements, that the page has room for
FEWEST = 3  # submissions with a mistake: of fewer the class would know whose it is
OFTEN_WRONG = 0.3  # share of wrong answers from which a statement is worth a word


def lecture_page(seen: ClassStatistics) -> str:
    """The page. Errors that stopped the code are no subject of a lecture and are left out."""
    common = common_mistakes(seen)
    title = f"{seen.key.title}: {_number(len(common))} for the next lecture"
    words = f"The commonest mistakes of {count(len(seen.totals), 'submission')}. Nobody is named here."
    cards = [_thing(seen, number, mistake, group) for number, (mistake, group) in enumerate(common, 1)]
    nothing = tag("p", f"No mistake was named in the work of {FEWEST} or more.")
    main = join([*(cards or [nothing]), *_statements(seen)])
    return document(title, join([tag("h1", title), tag("p", words, **classes("state"))]), main, _FOOTER, _STYLE)


def common_mistakes(seen: ClassStatistics) -> list[tuple[str, Group]]:
    """The commonest mistakes that enough people made, each with who made it. What stopped the code is none."""
    named = [(mistake, group) for (_, mistake), group in seen.ranked_mistakes if not mistake.startswith("!")]
    return [(mistake, group) for mistake, group in named if len(group.ids) >= FEWEST][:THINGS]


def _number(things: int) -> str:
    return {1: "one thing", 2: "two things", 3: "three things"}.get(things, "nothing")


def _thing(seen: ClassStatistics, number: int, mistake: str, group: Group) -> Html:
    question = seen.questions[group.question]
    share = f"{100 * len(group.ids) / len(seen.totals):.0f} % of the class ({len(group.ids)})"
    name = cause_name(seen.key, mistake)
    hints = " ".join(dict.fromkeys(cause_hints(seen.key, mistake)))
    words, shown = list[Html](), None
    if hints:
        words.append(tag("p", tag("strong", "What helps: "), typeset(hints, classes), **classes("words")))
    if example := _example(seen, group):
        # the call that shows the mistake; what its author reads, such as of points, is no matter for a hall
        calls = [title_and_call(example.question, case) for case, *_ in example.wrong[:1]]
        words.append(tag("div", *(part for call in calls for part in paragraphs(call, classes)), class_="example"))
        shown = example.picture()
    return tag(
        "section",
        tag("h2", f"{number}. ", typeset(name[:1].upper() + name[1:], classes), **classes("title")),
        tag("p", tag("strong", share), f" in {question.title}", **classes("state")),
        tag("div", tag("div", *words, class_="say"), shown, **classes("body")),
        **classes("card"),
    )  # fmt: skip


def _example(seen: ClassStatistics, group: Group) -> QuestionView | None:
    """The question of the first of them that made the mistake, as that student sees it."""
    example = seen.example_of(group.ids[0])
    if example is None or example.transcript is None:
        return None
    report = settled_by_visible(example.report).question(group.question)
    question = seen.questions[group.question].as_read(report.reading)
    return QuestionView(seen.key, question, report, example.transcript, classes)


def _statements(seen: ClassStatistics) -> Iterator[Html]:
    """The statements that most of the class got wrong."""
    graded = max(len(seen.totals), 1)
    items = []
    for case in sorted(seen.statements, key=lambda case: -seen.cases[case.id]["wrong"])[:STATEMENTS]:
        if (share := seen.cases[case.id]["wrong"] / graded) >= OFTEN_WRONG:
            reason = tag("em", typeset(statement_reason(case), classes))
            items.append(tag("li", f"{100 * share:.0f} % wrong: ", with_code(case.title, classes), " ", reason))
    if items:
        yield tag("section", tag("h2", "And a word on these statements", **classes("title")), tag("ul", *items),
                  **classes("card"))  # fmt: skip


_FOOTER = "Made by First-Order Grader. In each picture, one student's run stands beside the right one."
_STYLE = style_beside(__file__)
