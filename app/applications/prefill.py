"""Answers that are on file already: shown filled in, so that the trader only confirms or corrects. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from app.criteria.catalogue import Question
from app.criteria.words import AnswerKind

Profile = Mapping[str, Any]
Rows = list[dict[str, Any]]

KIND_OF_NUMBER = {"eori": "trader", "vat": "vat", "lei": "lei"}
IN_CHARGE = ("responsible", "deputy")


def suggested(question: Question, profile: Profile) -> Any:
    """What to show in the empty field of this question, as it would be stored; None where nothing is known."""
    source = question.prefill_from or ""
    if question.answer.kind is AnswerKind.YES_NO:
        return SAID[source](profile) if source in SAID else None
    if question.answer.kind is not AnswerKind.TABLE or question.answer.rows:
        return None
    offered = [offer(profile) for offer in (*LISTED.get(source, ()), _classes)]
    return next((rows for rows in offered if rows and _fits(question, rows)), None)


def _fits(question: Question, rows: Rows) -> bool:
    """Whether the rows know only columns that the question has, and at least half of those it needs."""
    columns = {column.code for column in question.answer.columns}
    needed = {column.code for column in question.answer.columns if column.required}
    return rows[0].keys() <= columns and 2 * len(needed & rows[0].keys()) >= len(needed)


def _details(profile: Profile) -> Rows:
    place = f"{profile['street']}, {profile['postcode']} {profile['city']}"
    known = {field: profile[field] for field in ("name", "legal_form", "established_on", "country") if profile[field]}
    return [known | {"address": place}]


def _numbers(profile: Profile) -> Rows:
    own = {"kind": "tax", "number": profile["tin"], "country": profile["tin"][:2]}
    others = [
        {"kind": KIND_OF_NUMBER[one["scheme"]], "number": one["value"], "country": _country_of(one, profile)}
        for one in profile["identifiers"]
    ]
    return [own, *others]


def _country_of(identifier: Mapping[str, str], profile: Profile) -> str:
    """An LEI begins with the number of who gave it out; the others with their country."""
    return profile["country"] if identifier["scheme"] == "lei" else identifier["value"][:2]


def _sites(profile: Profile) -> Rows:
    return [{"name": site["name"], "country": site["country"], "address": site["address"]} for site in profile["sites"]]


def _classes(profile: Profile) -> Rows:
    return [{"site": site["id"], "site_class": site["site_class"]} for site in profile["sites"] if site["site_class"]]


def _persons_to_call(profile: Profile) -> Rows:
    customs = [one for one in profile["contacts"] if one["purpose"] in ("customs", "security")]
    return [
        {"function": function, "name": one["name"], "phone": one["phone"], "email": one["email"]}
        for function, one in zip(IN_CHARGE, customs, strict=False)
    ]


def _any_hour(profile: Profile) -> Rows:
    at_sites = [
        {"site": site["id"], "name": site["contact_name"], "phone": site["contact_phone"]}
        for site in profile["sites"]
        if site["contact_phone"]
    ]
    round_the_clock = next((one for one in profile["contacts"] if one["purpose"] == "round_the_clock"), None)
    if at_sites or round_the_clock is None:
        return at_sites
    reach = {"name": round_the_clock["name"], "phone": round_the_clock["phone"]}
    return [{"site": site["id"]} | reach for site in profile["sites"]]


SAID: Mapping[str, Callable[[Profile], str | None]] = {
    "operator.consents": lambda profile: "yes" if profile["public"] else None,
}
LISTED: Mapping[str, Iterable[Callable[[Profile], Rows]]] = {
    "operator.identifiers": (_details, _numbers),
    "operator.sites": (_sites,),
    "operator.contacts": (_persons_to_call, _any_hour),
}
