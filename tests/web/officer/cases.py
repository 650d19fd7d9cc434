"""Cases for the officers' pages: sent with what the business was then, some questions answered."""

from app.applications.profile import profile_of
from app.applications.states import State

TYPED = {"G.2.fault": "The unit is put on lane 9 and not opened."}


def sent(make, *, state=State.UNDER_ASSESSMENT, officer=None, name="Tern Harbour Terminals Ltd", **values):
    """A terminal with one site on which goods are loaded."""
    facts = {"handles_goods": True, "loads_units": True}
    operator = make.operator(name=name, activities=facts, roles=["TOP"])
    make.site(operator, name="North Quay", activities=facts)
    make.contact(operator)
    make.session.refresh(operator)
    officer = officer or make.case_officer()
    if state is State.UNDER_ASSESSMENT:
        values.setdefault("officer_id", officer.id)
    by = make.signatory(operator, name="Ines Calder")
    case = make.application(operator, state=state, by=by, profile=profile_of(operator), **values)
    for key, value in TYPED.items():
        make.answer(case, key, value, by=by)
    make.session.refresh(case)
    return case
