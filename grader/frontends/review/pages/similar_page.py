"""Similar code: the list in the queue, and the page with the code of two submissions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from grader.base.errors import UserError
from grader.course.drawing import observed
from grader.course.drawing.class_statistics import sources_of
from grader.course.results import Results
from grader.course.similar.comparison import Pair, Similar
from grader.course.similar.side_by_side import WEAK_EVIDENCE, side_by_side
from grader.frontends.review.pages.layout import author_links, link, listed, page, sheet
from grader.reports.elements import Html, paragraph, table, tag

LISTED: Final = 60  # pairs in the queue, and files that several handed in


class NoPair(UserError):
    """Two submissions that are not listed as alike."""


def similar_code(results: Results) -> Html:
    """The pairs that the last `report` found to be alike, the most alike first."""
    similar = observed.last_similar(results.folder)
    if similar is None:
        command = tag("code", "grader report")
        return sheet("Similar code", tag("p", "Nobody was compared yet: ", command, " compares, and lists pairs here."))
    titles = _titles(results)
    rows = [_row(results, pair, titles) for pair in similar.pairs[:LISTED]]
    pairs = table("Much the same code, by the last report", ["submissions", "in", "alike", ""], rows)
    alike = bool(rows or similar.same_files)
    nobody = None if alike else paragraph("No two submissions are strikingly alike in what was compared.")
    return sheet("Similar code", nobody, pairs if rows else None, *_remarks(results, similar))


def _row(results: Results, pair: Pair, titles: Mapping[str, str]) -> list[str]:
    both = author_links(results, pair[:2])
    look = link("look", "/similar", one=pair.one, other=pair.other, question=pair.question)
    return [both, tag("span", titles[pair.question]), f"{100 * pair.likeness:.0f} %", look]


def _titles(results: Results) -> dict[str, str]:
    return {"": "the whole homework"} | {question.name: question.title for question in results.key.questions}


def _remarks(results: Results, similar: Similar) -> Iterator[Html]:
    """What is not in the table: pairs that are left out, what was not compared, and equal files."""
    more = max(len(similar.pairs) - LISTED, 0) + similar.more
    files = max(len(similar.same_files) - LISTED, 0)
    if more or files:
        yield paragraph(f"{more} more pairs and {files} more files are left out.")
    if similar.common:
        yield paragraph(
            f"What much of the class has was not compared; it is most of the code of {len(similar.mostly_common)} "
            "submissions. `grader report --common` compares it too."
        )
    if similar.same_files:
        yield paragraph("The same file, byte for byte:")
        yield listed(author_links(results, ids) for ids in similar.same_files[:LISTED])


def similar_page(results: Results, one: str, other: str, question: str, by: str) -> str:
    """The code of a pair that is listed, with what is alike marked. Raises NoPair."""
    similar = observed.last_similar(results.folder) or Similar()
    pair = next((pair for pair in similar.pairs if pair[:2] == (one, other) and pair.question == question), None)
    if pair is None:
        raise NoPair("there is no such pair: the class was compared again meanwhile. Open the queue.")
    share = f"{100 * pair.likeness:.0f} % alike in {_titles(results)[question]}. {WEAK_EVIDENCE}"
    note = paragraph(f"{share} Marked lines differ in names, comments and spaces at most.")
    codes = [_sources(results, submission, question) for submission in (one, other)]
    cards = [_card(results, pair, name, codes) for name in dict.fromkeys(name for code in codes for name in code)]
    return page(f"{one} and {other}: similar code", note, *cards, _next(similar.pairs, pair), by=by)


def _card(results: Results, pair: Pair, question: str, codes: Sequence[Mapping[str, str]]) -> Html:
    heads = [author_links(results, [submission], question) for submission in (pair.one, pair.other)]
    return sheet(_titles(results)[question], side_by_side(heads, [code.get(question, "") for code in codes]))


def _sources(results: Results, submission: str, question: str) -> dict[str, str]:
    """The functions of a submission, or the one of this question."""
    results.judged_report(submission)  # refuses an id that there is not any more
    sources = sources_of(results.key, next(results.graded(submission)).transcript)
    return {name: source for name, source in sources.items() if source and question in ("", name)}


def _next(pairs: Sequence[Pair], pair: Pair) -> Html:
    """The way to the next pair."""
    for later in pairs[pairs.index(pair) + 1 :][:1]:
        address = {"one": later.one, "other": later.other, "question": later.question}
        return tag("p", link("Next pair", "/similar", **address))
    return paragraph("This is the last pair.")
