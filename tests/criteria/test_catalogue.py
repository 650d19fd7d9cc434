"""An edition is read as it stands, or refused with the code at fault."""

from copy import deepcopy

import pytest
from pydantic import ValidationError

from app.criteria.catalogue import Catalogue, Malformed, fingerprint
from app.criteria.words import AnswerKind, Duty, Level, Occasion


def criterion(data, code):
    return next(one for one in data["criteria"] if one["code"] == code)


def question(data, id_):
    return next(one for one in criterion(data, ".".join(id_.split(".")[:2]))["questions"] if one["id"] == id_)


def test_the_edition_is_read_whole(catalogue):
    assert (len(catalogue.criteria), len(catalogue.question), len(catalogue.activities)) == (94, 144, 19)


def test_a_criterion_is_found_by_its_code_with_typed_words(catalogue):
    b9 = catalogue.criterion["B.9"]

    assert (b9.duty, b9.level, b9.scope) == (Duty.MUST, Level.SITE, ("c", "s"))


def test_a_question_is_found_by_its_id_and_knows_when_it_is_asked(catalogue):
    steps = catalogue.question["B.9.steps"]

    assert (steps.answer.kind, steps.asked_in) == (AnswerKind.TABLE, {Occasion.APPLICATION})
    assert catalogue.criterion_of["B.9.steps"].code == "B.9"


def test_titles_of_a_list_by_code(catalogue):
    assert catalogue.titles("roles")["BRK"] == "Customs broker"


def test_groups_hold_their_criteria_in_order(catalogue):
    codes = [criterion.code for _, criteria in catalogue.by_group for criterion in criteria]

    assert codes == [criterion.code for criterion in catalogue.criteria]


def test_nothing_of_an_edition_can_be_changed(catalogue):
    with pytest.raises(ValidationError):
        catalogue.criteria[0].title = "Something else"


def test_the_fingerprint_does_not_depend_on_the_order_of_keys(data):
    assert fingerprint(dict(reversed(data.items()))) == fingerprint(data)


def test_the_fingerprint_depends_on_every_word(data):
    other = deepcopy(data)
    question(other, "B.9.steps")["why"] += "!"

    assert fingerprint(other) != fingerprint(data)


def test_a_cached_edition_is_read_once(data):
    first = Catalogue.cached("hash of this test", lambda: data)

    assert Catalogue.cached("hash of this test", lambda: pytest.fail("read again")) is first


def break_it(data, id_, **changes):
    thing = question(data, id_) if id_.count(".") == 2 else criterion(data, id_)
    thing.update(changes)


FAULTS = {
    "B.9.steps: a table has columns": lambda d: question(d, "B.9.steps")["answer"].update(columns=[]),
    "G.3.class: a choice has options": lambda d: question(d, "G.3.class")["answer"].pop("options"),
    "H.6.tracking: used twice in questions": lambda d: break_it(d, "H.6.alarms", id="H.6.tracking", show_if={}),
    "G.4: used twice in criteria": lambda d: d["criteria"].append(deepcopy(criterion(d, "G.4"))),
    "G.3.others: follows G.3.clas,": lambda d: question(d, "G.3.others")["show_if"]["answer"].update(question="G.3.clas"),
    "G.3.others: perhaps is no answer": lambda d: question(d, "G.3.others")["show_if"]["answer"].update(any_of=["perhaps"]),
    "A.1.breaches: maybe is no answer": lambda d: question(d, "A.1.breaches")["show_if"]["answer"].update(any_of=["maybe"]),
    "G.4: unknown regime": lambda d: break_it(d, "G.4", deemed_by=["nobody"]),
    "G.4: unknown group": lambda d: break_it(d, "G.4", group="Z"),
    "G.4: unknown scope": lambda d: break_it(d, "G.4", scope=["x"]),
    "G.4: unknown activity": lambda d: break_it(d, "G.4", applies_when={"any_activity": ["seals"]}),
    "G.4: unknown role": lambda d: break_it(d, "G.4", applies_when={"any_role": ["XXX"]}),
    "G.4: unknown mode": lambda d: break_it(d, "G.4", applies_when={"any_mode": ["space"]}),
    "G.4: applies_when cannot look": lambda d: break_it(d, "G.4", applies_when={"answer": {"question": "G.4.x", "any_of": []}}),
    "G.4: applies_when.any_activty": lambda d: break_it(d, "G.4", applies_when={"any_activty": []}),
    "G.4: duty": lambda d: break_it(d, "G.4", duty="could"),
    "G.4: questions": lambda d: break_it(d, "G.4", questions=[]),
    "G.4.stock: unknown kind of evidence": lambda d: question(d, "G.4.stock")["evidence"].update(kinds=["rumour"]),
    "G.4.stock: unknown source": lambda d: break_it(d, "G.4.stock", prefill_from="the.moon"),
    "G.4.stock: unknown criterion": lambda d: break_it(d, "G.4.stock", also_serves=["Z.9"]),
    "X.1: a question's id": lambda d: break_it(d, "G.4.stock", id="X.1"),
    "P.2.persons: column link: a choice": lambda d: question(d, "P.2.persons")["answer"]["columns"][1].pop("options"),
    "P.2.persons: a column cannot": lambda d: question(d, "P.2.persons")["answer"]["columns"][0].update(code="row"),
    "P.2.persons: since: used twice in it": lambda d: question(d, "P.2.persons")["answer"]["columns"][0].update(code="since"),
    "P.3.flow: only a table has rows": lambda d: question(d, "P.3.flow")["answer"].update(rows=[{"code": "a", "label": "A"}]),
    "P.3.flow: single_row is for": lambda d: question(d, "P.3.flow")["answer"].update(single_row=True),
    "P.3.flow: only a number has a unit": lambda d: question(d, "P.3.flow")["answer"].update(unit="hours"),
    "P.2.persons: column name: only a number": lambda d: question(d, "P.2.persons")["answer"]["columns"][0].update(unit="years"),
    "P.3.flow: every_site is for": lambda d: break_it(d, "P.3.flow", every_site=True),
    "small_firm: show_if of a fact": lambda d: d["activities"][-1].update(show_if={"any_role": ["EXP"]}),
    "handles_goods: show_if of a fact": lambda d: d["activities"][0].update(show_if={"all_activities": ["packs"]}),
    "packs: asked in scope c": lambda d: d["activities"][2].update(scope=["c", "s"]),
    "edition: surprise": lambda d: d.update(surprise=1),
    "safe-own-2026-2: title": lambda d: d["edition"].pop("title"),
}


@pytest.mark.parametrize("complaint", FAULTS)
def test_a_fault_is_refused_with_the_code_at_fault(data, complaint):
    broken = deepcopy(data)
    FAULTS[complaint](broken)

    with pytest.raises(Malformed) as refusal:
        Catalogue.read(broken)
    assert str(refusal.value).startswith(complaint)


def test_whatever_is_not_an_edition_is_refused():
    with pytest.raises(Malformed):
        Catalogue.read({"criteria": "none"})
