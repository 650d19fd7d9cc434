"""The words of the answers with their texts, for whoever shows them to people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import orjson
from flask.typing import ResponseReturnValue

from app.api import BASE, api, schemas
from app.api.headers import cacheable
from app.api.limits import count_address
from app.api.operations import IF_NONE_MATCH, Parameter, described
from app.api.parameters import only_json
from app.authorisations.states import Status
from app.core.refusals import Refusal
from app.core.words import Word
from app.operators.words import Scheme
from app.programme.words import AuthorisationType, Mode, Role
from app.register.bodies import PublicStatus
from app.register.standing import BOTH
from app.risk.codes import CODES


def texts(words: Iterable[Word]) -> dict[str, str]:
    return {word.value: word.label for word in words}


LISTS: Mapping[str, Mapping[str, str]] = {
    "status": texts(Status),
    "public_status": texts(PublicStatus),
    "type": texts(AuthorisationType) | {BOTH: "Customs simplifications, and security and safety"},
    "role": {role.api: role.label for role in Role},
    "mode": texts(Mode),
    "scheme": texts(Scheme),
    "reason": {code: f"{text[0].upper()}{text[1:]}" for code, text in CODES.items()},
}
LANGUAGE = "en"
LIST = Parameter("name", "path", "Which list.", "reason", tuple(LISTS))


@api.get(f"{BASE}/codes/<name>")
@described(
    "Read a list of words",
    "Each word of the answers, with its text in each language there is. A later version may add words to a list.",
    is_public=True,
    parameters=(LIST, IF_NONE_MATCH),
    answers=(schemas.CodesAnswer,),
    problems=("invalid-request", "not-found", "rate-limited"),
)
def show_codes(name: str) -> ResponseReturnValue:
    only_json()
    count_address()
    if name not in LISTS:
        raise Refusal("not-found", f"There is no list {name}. The lists are {', '.join(LISTS)}.")
    codes = [{"code": code, "texts": {LANGUAGE: text}} for code, text in LISTS[name].items()]
    return cacheable(orjson.dumps({"name": name, "codes": codes}))
