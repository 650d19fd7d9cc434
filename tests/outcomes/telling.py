"""Outcomes as a system would tell them."""

from datetime import timedelta
from itertools import count

from app.core import clock
from app.outcomes.reported import Reported

REFERENCES = count(1)


def plain(operator, **values):
    """A declaration of an importer, a week ago, not controlled."""
    lodged = clock.now() - timedelta(days=7)
    told = {
        "reference": f"26ZZ{next(REFERENCES):012}",
        "operator": getattr(operator, "tin", operator),
        "role": "importer",
        "lodged_at": lodged.isoformat(),
        "released_at": (lodged + timedelta(hours=3)).isoformat(),
        "selection": "none",
    }
    return {name: value for name, value in (told | values).items() if value is not None}


def outcome(operator, **values):
    return Reported.model_validate(plain(operator, **values))


CHECK = {"selection": "random", "examined": "documents", "result": "clean"}
ERROR = CHECK | {"result": "material_error", "domain": "fiscal"}


def again(told, **changes):
    """The same declaration, told once more."""
    return Reported.model_validate({name: value for name, value in (told | changes).items() if value is not None})
