"""Which officers do which task: what somebody else does is not the first thing on one's own desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.accounts.models import User
from app.accounts.words import OfficerRole
from app.applications import policy as applications
from app.assessment import policy as assessment
from app.assessment.clock import Holder
from app.audits import policy as audits
from app.decisions import policy as decisions
from app.desk.queries import WORKING
from app.desk.tasks import Todo
from app.desk.words import Task

DOES: Mapping[Task, Callable[[User], bool]] = {
    Task.ADMIT: applications.can_admit,
    Task.READ: applications.can_ask,
    Task.RATE: assessment.can_rate,
    Task.PLAN: audits.can_plan,
    Task.PROPOSE: decisions.can_propose,
    Task.HEAR: decisions.can_open_hearing,
    Task.DECIDE: lambda user: user.holds(OfficerRole.DECISION_MAKER),
}


def does(viewer: User, todo: Todo) -> bool:
    """Whether it is a thing for this officer; whoever only reads sees it as if it were."""
    if not viewer.holds(*WORKING):
        return True
    if todo.only not in (None, viewer.id) or todo.never == viewer.id:
        return False
    return todo.task not in DOES or DOES[todo.task](viewer)


def first_for(viewer: User, todos: Sequence[Todo]) -> Todo:
    """What this officer does next; where there is nothing, or the trader is waited for, what comes next at all."""
    mine = (one for one in todos if one.who is Holder.CUSTOMS and does(viewer, one))
    return todos[0] if todos[0].who is Holder.TRADER else next(mine, todos[0])
