"""A mistake is named where its values are the student's on all cases and nothing else's; otherwise nobody guesses."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import keys, small
from support.compiled import underived_key
from support.rows import few
from support.tables import read_written

from grader.authoring.reading.assignment_file import load_assignment
from grader.judging.diagnosis.candidates import AnswerPart
from grader.judging.diagnosis.screening import Round, rounds_of
from grader.judging.judge import judge
from grader.model.arguments.costs import make_cost
from grader.model.encoding.values import Items, Numbers
from grader.model.key import Key, Mistake, parse_key
from grader.model.result_form import COSTS, WEIGHTS
from grader.model.student_key import ROWS
from grader.model.transcript import VARIES, Definition, Returned, Transcript


@pytest.fixture(scope="module")
def key(adam_key) -> Key:
    """Adam on three cases, with all its mistakes."""
    return replace(adam_key, questions=adam_key.questions[:1])


def judged(key, runs, rows=slice(None), source=""):
    """The report on these rows of runs `{case id: (weights, costs)}`."""
    (question,) = key.questions
    calls = {}
    for case in question.cases:
        calls[case.id] = Returned(Items(tuple(Numbers(np.asarray(part)[rows]) for part in runs[case.id])))
    (report,) = judge(
        key, Transcript("t", key.assignment, {"adam": Definition("found", source=source)}, calls)
    ).questions
    return report


def runs(key, mistake=""):
    """The runs of a mistake, or the right ones."""
    (question,) = key.questions
    if not mistake:
        return {c.id: tuple(c.expected.values()) for c in question.cases}
    answers = next(m.answers for m in question.mistakes if m.id == mistake)
    return {case: tuple(a.values()) for case, a in answers.items()}


@pytest.fixture(scope="module")
def wrong_twice(key):
    """Runs of a student's own loop: v averages the squared length, and is not corrected for its start at 0."""
    made = {}
    for case in key.questions[0].cases:
        given, cost = case.arguments, make_cost(case.arguments["g"]["function"], np)
        w, m, v = np.asarray(given["w"], dtype=float), 0.0, 0.0
        path = [w]
        for k in range(1, given["max_its"] + 1):
            d = keys.SLOPES[given["g"]["function"]](w)
            m = given["beta1"] * m + (1 - given["beta1"]) * d
            v = given["beta2"] * v + (1 - given["beta2"]) * np.sum(d**2)
            w = w - given["alpha"] * m / (1 - given["beta1"] ** k) / (np.sqrt(v) + given["eps"])
            path.append(w)
        made[case.id] = np.array(path), np.array([cost(w) for w in path])
    return made


@pytest.mark.parametrize("reader", few([lambda key: key, Key.for_students]), ids=["staff", "student"])
def test_two_written_mistakes_at_once_are_named_with_both_hints(key, wrong_twice, reader):
    """A whole wrong solution often holds two; either alone gives other numbers in every row."""
    report = judged(reader(key), wrong_twice)
    assert report.mistake == "adam.only_m_corrected+adam.v_of_squared_length"
    assert "Likely cause: two mistakes at once. Together they match your numbers in every case shown." in report.message
    assert "1. the bias of m is corrected, that of v is not." in report.message
    assert "2. v squares the length of the gradient, one number for all coordinates." in report.message


def test_two_mistakes_beside_wrong_costs_are_not_all_that_is_wrong(key, wrong_twice):
    """A pair says nothing of costs: where these are not those of the student's points, there is a third mistake."""
    loose = {case: (weights, costs + np.arange(len(costs))) for case, (weights, costs) in wrong_twice.items()}
    report = judged(key, loose)
    assert report.mistake == "adam.only_m_corrected+adam.v_of_squared_length"
    assert "Together they match your numbers in part, and something else is wrong as well." in report.message


def test_a_pair_whose_numbers_are_near_alone_is_not_named(key, wrong_twice):
    """A step of another length in one row: two mistakes explain everything, or nothing."""
    spoilt = {
        c: (weights + np.linspace(0, 0.01, len(weights)).reshape(-1, *[1] * (weights.ndim - 1)), costs)
        for c, (weights, costs) in wrong_twice.items()
    }
    assert "+" not in judged(key, spoilt).mistake


def alike(key, *names, credit=None):
    """The key with a mistake of each name, all with the same numbers, and these numbers."""
    (question,) = key.questions
    mistake = next(each for each in question.mistakes if each.id == "adam.no_bias_correction")
    mistakes = tuple(replace(mistake, id=f"adam.m{at}", name=name) for at, name in enumerate(names))
    one = replace(key, questions=(replace(question, mistakes=mistakes, credit=credit or {}),))
    return one, runs(key, mistake.id)


ALWAYS, DIAGONAL = "`alpha` is always 0.25, whatever is passed", "only the diagonal is looked at"
READS = "def adam(g, alpha, beta1, beta2, eps, max_its, w):\n    return step(w, {})\n"


@pytest.mark.parametrize(
    ("names", "source", "mistake"),
    [
        ((ALWAYS, "no bias correction"), "", "adam.m0|adam.m1"),
        ((ALWAYS, "no bias correction"), "m_hat = m", "adam.m1|adam.m0"),
        ((ALWAYS, "no bias correction"), "alpha = 0.25", "adam.m0|adam.m1"),
        ((DIAGONAL, "first", "second", "third"), "H[0, 1] > 0", ""),
        ((DIAGONAL, "first", "second", "third"), "H[i, i] > 0", "adam.m0"),
        (("first", "eps is ignored: it is always 1e-8", "second", "third"), READS.format("alpha"), "adam.m1"),
        (("first", "eps is ignored: it is always 1e-8", "second", "third"), READS.format("alpha, eps"), ""),
    ],
)
def test_a_source_chooses_among_names_with_the_same_numbers(key, names, source, mistake):
    """What the code does not hold it does not do, and comes last; of four names that stays which the source shows."""
    assert judged(*alike(key, *names), source=source).mistake == mistake


def report_on(names, values, source, right=(2.0, -1.0), derived=(), credit=0.0):
    """The report on the first of the values, each of which a mistake of the name gives; `derived` are names, too."""
    question = keys.vector()
    case = replace(question.cases[0], expected={".": np.array(right)})
    mistakes = tuple(
        Mistake(f"vector.m{at}", name, "Look.", {case.id: {".": np.array(value)}}, derived=name in derived)
        for at, (name, value) in enumerate(zip(names, values, strict=True))
    )
    key = keys.key(replace(question, cases=(case,), mistakes=mistakes, credit={m.id: credit for m in mistakes}))
    transcript = keys.transcript(key, {case.id: np.array(values[0])})
    (report,) = judge(key, replace(transcript, definitions={"vector": Definition("found", source=source)})).questions
    return report


ROOT, SECOND = "a square root is taken", "the second"
TWO, NEAR = (1.4142, -2.5), (2.0, -1.0003)  # 22 bits and 4: two numbers, and one that is near the right one


@pytest.mark.parametrize(
    ("names", "value", "derived"),
    [((ROOT,), TWO, ()), ((ROOT,), NEAR, ()), ((ROOT, SECOND), TWO, (ROOT, SECOND)),
     ((ROOT, SECOND), NEAR, (ROOT, SECOND)), ((ROOT, SECOND), NEAR, (SECOND,)),
     ((ROOT, SECOND, "b", "c"), TWO, (ROOT, SECOND, "b", "c"))],
)  # fmt: skip
def test_a_source_changes_no_points_of_few_numbers(names, value, derived):
    """It may leave out names, and leave one of several: what is earned is said by the numbers alone."""
    sources = ["", "return w", "return np.sqrt(w)"]
    earned = {report_on(names, [value] * len(names), each, derived=derived, credit=0.5).earned for each in sources}
    assert len(earned) == 1


def test_a_source_chooses_no_change_before_what_somebody_has_written():
    shown, written = "only the diagonal is looked at", "the step goes up the gradient"
    assert report_on([shown, written], [TWO, TWO], "return H @ np.diag(P)", derived=[shown]).mistake == "vector.m1"
    assert report_on([shown, "other"], [TWO, TWO], "return H @ np.diag(w)").mistake == "vector.m0|vector.m1"


def test_what_somebody_has_written_hides_no_change_where_the_source_speaks_against_it():
    """Both fit, and the source takes no root: the change comes first, and the written mistake stays possible."""
    report = report_on([ROOT, SECOND], [TWO, TWO], "return w", derived=[SECOND])
    assert report.mistake == "vector.m1|vector.m0"
    assert report_on([ROOT, SECOND], [TWO, TWO], "return np.sqrt(w)", derived=[SECOND]).mistake == "vector.m0"


def test_a_name_that_two_numbers_speak_for_stays_where_the_source_spells_it_otherwise():
    """Text rules know some spellings; from 20 bits on they make a name possible, from 40 bits on they say nothing."""
    names, odd, other = ["the square root is taken twice", "a logarithm is taken"], "return w", "return np.sqrt(w)"
    two = [report_on(names[:1], [TWO], source) for source in (odd, other)]
    assert [each.mistake for each in two] == ["vector.m0"] * 2
    assert "Possible cause: the square root" in two[0].message and "Likely cause" in two[1].message
    assert report_on(names[:1], [NEAR], odd).mistake == "" != report_on(names[:1], [NEAR], other).mistake
    right, first, second = (2.0, -1.0, 3.0, 0.5), (1.375, -2.5, 7.25, 4.25), (1.375, -2.5, 7.25001, 4.2506)
    assert report_on(names, [first, second], odd, right).mistake.startswith("vector.m0")
    assert "Likely cause" in report_on(names[:1], [first], odd, right).message


def test_a_students_key_names_by_the_first_rows_of_a_long_run(key):
    """It holds no more of them, and names the rule wrongly recorded as well; what is wrong later is no other rule's."""
    (question,) = key.questions
    longest = max(question.cases, key=lambda case: len(case.right[WEIGHTS]))
    own = parse_key(replace(key, questions=(replace(question, cases=(longest,)),)).for_students().to_json())
    answers = {mistake.id: mistake.answers[longest.id][WEIGHTS] for mistake in own.questions[0].mistakes}
    assert len(longest.right[WEIGHTS]) > 11 and len(answers["adam.no_bias_correction"]) == ROWS
    run = runs(key, "adam.no_bias_correction")
    assert judged(own, run).mistake == "adam.no_bias_correction"
    assert judged(own, run, slice(1, None)).mistake == "adam.no_bias_correction+bookkeeping.without_first"


def test_the_quick_look_at_all_candidates_leaves_out_none_that_explains(key):
    """It compares with sums, the last word with differences: what lies on the bound itself must not fall between."""
    (question,) = key.questions
    near = 0
    for candidates in rounds_of(key, question):
        for case in question.cases:
            for i, candidate in enumerate(candidates.candidates):
                bounded = candidate.answers[case.id].bounded(WEIGHTS, case)
                sign = 1 if i % 2 else -1
                edge = (bounded.rows + sign * np.nan_to_num(bounded.allowed, posinf=1.0)).reshape(bounded.shape)
                late = edge.copy()
                late.flat[-1] = np.nan
                for array in (edge, late, np.full_like(edge, np.inf)):
                    if bounded.near(array):
                        near += 1
                        assert candidates.near_array(case, WEIGHTS, array)[i]
    assert near > 10


def test_candidates_of_visible_cases_are_screened_with_all_others_and_as_if_alone(key):
    """A part is looked at once, though visible cases are judged alone and again among all."""
    (question,) = key.questions
    mistakes = [replace(mistake, staff_only=i % 3 == 0) for i, mistake in enumerate(question.mistakes)]
    question = replace(question, mistakes=tuple(mistakes))
    some = 0
    for candidates in rounds_of(replace(key, questions=(question,)), question):
        public = candidates.public
        assert 0 < len(public.candidates) < len(candidates.candidates)
        for case, mistake in product(question.cases, mistakes[::5]):
            part = AnswerPart(case, COSTS, mistake.answers[case.id][COSTS])
            near = public.near_part(part)
            assert np.array_equal(near, Round(public.candidates).near_array(case, COSTS, part.value))
            some += near.any() and not near.all()
        assert candidates.memory and not public.memory
    assert some


def test_a_mistake_that_fits_all_cases_but_one_is_not_named(key):
    """One case that it does not explain means that something else happened."""
    odd = tuple(1.01 * part for part in runs(key, "adam.ascent")["adam.3"])
    report = judged(key, runs(key, "adam.no_bias_correction") | {"adam.3": odd})
    assert report.mistake == "" and "cause" not in report.message


def test_two_mistakes_that_each_explain_some_of_the_cases_are_both_named(key):
    """Each of the runs is long, so that both are certain."""
    report = judged(key, runs(key, "adam.no_bias_correction") | {"adam.3": runs(key, "adam.ascent")["adam.3"]})
    assert set(report.mistake.split("+")) == {"adam.no_bias_correction", "adam.ascent"}
    assert "two mistakes at once" in report.message


@pytest.mark.parametrize(("numbers", "name"), [(3, ""), (4, "vector.doubled+vector.negated")])
def test_a_mistake_that_acts_in_some_cases_needs_more_numbers_to_be_one_of_two(numbers, name):
    """Three give 35 bits, enough where it acts in all cases; two slips that fit a case each are found too easily."""
    (shown,) = keys.vector().cases
    right = np.random.default_rng(0).normal(size=(2, numbers))
    one, other = (replace(shown, id=f"vector.{i}", expected={".": row}) for i, row in enumerate(right))
    rules = {
        f"vector.{word}": {case.id: {".": factor * case.expected["."]} for case in (one, other)}
        for word, factor in (("doubled", 2), ("negated", -1))
    }
    mistakes = tuple(Mistake(rule, rule, "Look.", answers) for rule, answers in rules.items())
    by_hand = keys.key(replace(keys.vector(), cases=(one, other), mistakes=mistakes))
    calls = {one.id: rules["vector.doubled"][one.id]["."], other.id: rules["vector.negated"][other.id]["."]}
    assert judge(by_hand, keys.transcript(by_hand, calls)).questions[0].mistake == name


def test_the_same_slip_in_two_places_is_named_once(key):
    (question,) = key.questions
    alike = tuple(replace(each, name="a sign is wrong") for each in question.mistakes)
    answers = runs(key, "adam.no_bias_correction") | {"adam.3": runs(key, "adam.ascent")["adam.3"]}
    report = judged(replace(key, questions=(replace(question, mistakes=alike),)), answers)
    assert report.mistake in ("adam.no_bias_correction", "adam.ascent")
    assert "two mistakes at once" not in report.message and report.message.count("a sign is wrong") == 1


# ── what is not finite


OVERFLOWING = read_written(__file__, "diagnose_overflowing.toml")


@pytest.fixture(scope="module")
def overflowing(tmp_path_factory):
    """A case that `grader rehearse` proposes: some of its known mistakes leave the range of float64."""
    key = underived_key(load_assignment(small.write(tmp_path_factory.mktemp("overflow"), OVERFLOWING)))
    infinite = [m for m in key.questions[0].mistakes if not np.isfinite(m.answers["momentum.1"][WEIGHTS]).all()]
    assert "momentum.ascent" in {m.id for m in infinite}
    return key


def momentum_report(key, weights, costs):
    calls = {"momentum.1": Returned(Items((Numbers(np.asarray(weights)), Numbers(np.asarray(costs)))))}
    return judge(key, Transcript("t", key.assignment, {"momentum": Definition("found")}, calls)).questions[0]


magnitudes = st.sampled_from([1e-3, 1.0, 10.0, 1e6, 1e12, 1e150, 1e300])


@given(st.integers(0, 2**32 - 1), magnitudes, magnitudes, st.booleans())
def test_finite_wrong_answers_are_never_called_by_a_mistake_that_overflows(overflowing, seed, first, last, start):
    """Backwards, such a run begins with inf: on that scale everything would be near it."""
    table = np.random.default_rng(seed).normal(size=(21, 3)) * np.geomspace(first, last, 21)[:, None]
    if start:
        table[0] = 1.3, -0.7, overflowing.questions[0].cases[0].expected[COSTS][0]
    assert momentum_report(overflowing, table[:, :2], table[:, 2]).mistake == ""


@pytest.mark.parametrize("filler", [np.nan, np.inf])
def test_an_answer_without_a_finite_number_has_no_name(overflowing, filler):
    assert momentum_report(overflowing, np.full((21, 2), filler), np.full(21, filler)).mistake == ""


@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_a_mistake_that_overflows_is_named_by_what_came_before(overflowing, kind):
    answer = next(m for m in overflowing.questions[0].mistakes if m.id == "momentum.ascent").answers["momentum.1"]
    with np.errstate(over="ignore"):
        weights, costs = (answer[name].astype(kind) for name in (WEIGHTS, COSTS))
    assert momentum_report(overflowing, weights, costs).mistake == "momentum.ascent"


def test_numbers_are_not_called_by_a_mistake_that_divides_by_zero(key):
    """nan from step 1 on is met by nan alone, however large the numbers are that stand in its place."""
    answers = next(m.answers for m in key.questions[0].mistakes if m.id == "adam.t_from_zero")
    large = {c: tuple(np.nan_to_num(each, nan=1e9) for each in a.values()) for c, a in answers.items()}
    assert judged(key, runs(key, "adam.t_from_zero")).mistake == "adam.t_from_zero"
    assert judged(key, large).mistake == ""


def test_a_result_that_depends_on_random_numbers_is_named_where_nothing_else_is_and_keeps_no_credit(key):
    """A step for a row that is drawn, where the handout asks for all rows; the student's process writes the note."""
    (question,) = key.questions
    question = replace(question, credit={"numbers.by_chance": 0.5})
    rng, calls = np.random.default_rng(0), {}
    for case in question.cases:
        value = Items(tuple(Numbers(rng.random(np.shape(right))) for right in case.right.values()))
        calls[case.id] = Returned(value, notes=(VARIES,))
    made = Transcript("t", key.assignment, {"adam": Definition("found")}, calls)
    for reader in (lambda key: key, Key.for_students):
        (report,) = judge(reader(replace(key, questions=(question,))), made).questions
        assert (report.mistake, report.earned) == ("numbers.by_chance", 0.0)
        assert "Likely cause: the result depends on random numbers that the function draws." in report.message
