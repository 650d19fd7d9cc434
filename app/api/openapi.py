"""The description of the interfaces (OpenAPI 3.1), made from the routes and what is declared beside their views."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import models_json_schema
from werkzeug.routing import Map, Rule

from app.accounts.clients import Scope
from app.api.operations import OPERATIONS, Operation, Parameter
from app.api.responses import HEADERS, REF, ref, responses
from app.api.schemas import ProblemAnswer

METHODS = ("DELETE", "POST", "PUT", "GET")


def document(addresses: Map) -> dict[str, Any]:
    rules = sorted(
        (rule for rule in addresses.iter_rules() if rule.endpoint in OPERATIONS), key=lambda rule: (rule.rule, rule.endpoint)
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "AEO portal",
            "version": "1.0.0",
            "description": "The status of Authorized Economic Operators, and the modifier for risk engines. Guide: /for-systems.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": paths(rules),
        "components": {"schemas": schemas(), "headers": HEADERS, "securitySchemes": SECURITY},
    }


SECURITY = {
    "token": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": {scope.value: scope.label for scope in Scope}}},
    },
    "client": {"type": "http", "scheme": "basic"},
}


def paths(rules: Iterable[Rule]) -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    for rule in rules:
        told[path_of(rule)][method_of(rule)] = operation(rule, OPERATIONS[rule.endpoint])
    return dict(told)


def path_of(rule: Rule) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def method_of(rule: Rule) -> str:
    """Each view has one."""
    return next(method.lower() for method in METHODS if method in (rule.methods or ()))


def operation(rule: Rule, about: Operation) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": rule.endpoint.rpartition(".")[2],
        "summary": about.summary,
        "description": about.description,
        "security": security(about),
        "responses": responses(about, rule.endpoint.startswith("api.")),
    }
    if shown := [one for one in about.parameters if one.is_described]:
        told["parameters"] = [parameter(one) for one in shown]
    if about.body:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": ref(about.body)}}}
    if about.form:
        told["requestBody"] = {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": ref(about.form)}}}
    return told


def security(about: Operation) -> list[dict[str, list[str]]]:
    ways: list[dict[str, list[str]]] = [{}] if about.is_public else []
    if about.basic:
        ways.append({"client": []})
    if about.scopes:
        ways.append({"token": [scope.value for scope in about.scopes]})
    return ways


def parameter(one: Parameter) -> dict[str, Any]:
    return {
        "name": one.name,
        "in": one.place,
        "required": one.is_required or one.place == "path",
        "description": one.description,
        "schema": one.schema,
        "example": one.example if one.most is None else int(one.example),
    }


def schemas() -> dict[str, Any]:
    models = {model for about in OPERATIONS.values() for model in about.schemas} | {ProblemAnswer}
    ordered = sorted(models, key=lambda model: model.__name__)
    _, told = models_json_schema([(model, "validation") for model in ordered], ref_template=REF)
    return dict(sorted(told["$defs"].items()))
