"""A plain answer to every question: the smallest application that can be sent."""

from app.applications.answers import options
from app.applications.questionnaire import self_assessment
from app.criteria.words import AnswerKind, ColumnKind, Expect

PLAIN = {
    AnswerKind.YES_NO: "no",
    AnswerKind.TEXT: "As written in our manual.",
    AnswerKind.NUMBER: 1,
    AnswerKind.DATE: "2026-01-15",
    AnswerKind.FILE: True,
    AnswerKind.UNDERTAKING: True,
}
CELLS = {ColumnKind.TEXT: "Harbour gate", ColumnKind.NUMBER: 3, ColumnKind.DATE: "2026-01-15", ColumnKind.YES_NO: "yes"}


def plain_answer(question, lists):
    answer = question.answer
    if answer.kind is AnswerKind.TABLE:
        row = {column.code: cell(column, lists) for column in answer.columns if column.required}
        return [{"row": fixed.code} | row for fixed in answer.rows] if answer.rows else [row]
    if answer.kind in (AnswerKind.CHOICE, AnswerKind.MULTI_CHOICE):
        first = next(iter(options(answer, lists)))
        return first if answer.kind is AnswerKind.CHOICE else [first]
    return PLAIN[answer.kind]


def cell(column, lists):
    if column.kind is ColumnKind.CHOICE:
        return column.options[0].code
    if column.kind is ColumnKind.COUNTRY:
        return "ZZ"
    return next(iter(lists.sites)) if column.kind is ColumnKind.SITE else CELLS[column.kind]


def fill(make, application):
    """Answer until nothing is missing: an answer may open a further question."""
    operator = application.operator
    if not operator.open_sites:
        make.site(operator)
    operator.activities = {
        fact.code: operator.activities.get(fact.code, False) for fact in application.edition.catalogue.activities
    }
    document = make.document(operator)
    while gaps := self_assessment(application).progress.gaps:
        for gap in gaps:
            question, key = gap.asked.question, gap.asked.key
            if question.evidence.expect is Expect.UPLOAD:
                make.evidence(application, key, document)
            if not any(answer.key == key for answer in application.answers):
                make.answer(application, key, plain_answer(question, self_assessment(application).lists))
        make.session.expire(application, ["answers", "evidence"])
    return application
