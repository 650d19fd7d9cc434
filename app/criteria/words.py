"""The words a criteria edition is written in."""

from __future__ import annotations

from app.core.words import Word


class Level(Word):
    ENTITY = "entity", "The business"
    SITE = "site", "Each class of sites"


class Duty(Word):
    MUST = "must", "Must"
    SHOULD = "should", "Should"


class Basis(Word):
    SAFE = "safe", "SAFE"
    EXTENSION = "extension", "Extension"


class AnswerKind(Word):
    YES_NO = "yes_no", "Yes or no"
    CHOICE = "choice", "One of a list"
    MULTI_CHOICE = "multi_choice", "Several of a list"
    TEXT = "text", "Text"
    NUMBER = "number", "Number"
    DATE = "date", "Date"
    TABLE = "table", "Table"
    FILE = "file", "Attachment"
    UNDERTAKING = "undertaking", "Promise"


class ColumnKind(Word):
    TEXT = "text", "Text"
    NUMBER = "number", "Number"
    DATE = "date", "Date"
    YES_NO = "yes_no", "Yes or no"
    CHOICE = "choice", "One of a list"
    COUNTRY = "country", "Country"
    SITE = "site", "Site"


class Expect(Word):
    """What the trader does about evidence for a question."""

    NONE = "none", "No evidence needed"
    OFFER = "offer", "Attach it or show it at the visit"
    UPLOAD = "upload", "Attach it"


class Occasion(Word):
    APPLICATION = "application", "Application"
    REVIEW = "review", "Yearly review"


class Visibility(Word):
    COMPANY = "company", "Everybody who works on the application"
    SIGNATORY = "signatory", "Signatory and customs"
    PERSONAL = "personal", "Signatory, administrator and customs"


class Result(Word):
    """What an officer found about one criterion, in the order in which pages count them."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not_met", "Not met"
    NOT_APPLICABLE = "not_applicable", "Does not apply"
    ALTERNATIVE = "alternative", "Met by another measure"
