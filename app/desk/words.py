"""What somebody has to do next, and where it stands on the desk."""

from __future__ import annotations

from app.core.words import Word


class Task(Word):
    """A thing to do, as a verb. The last ones are the trader's."""

    ADMIT = "admit", "Decide if the application is complete"
    READ = "read", "Read the answer"
    HEAR = "hear", "Open the hearing"
    DECIDE = "decide", "Decide"
    REPORT = "report", "Write the report of the visit"
    RATE = "rate", "Rate the criteria"
    PLAN = "plan", "Plan the visit"
    VISIT = "visit", "Visit the sites"
    PROPOSE = "propose", "Propose a decision"
    CHECK = "check", "Check what was done"
    ASSESS = "assess", "Look into the incident"
    COMPLETE = "complete", "Complete the application"
    ANSWER = "answer", "Answer"
    REPLY = "reply", "Hearing reply"
    ACT = "act", "Corrective action"
    CURE = "cure", "Suspension ends"


class Group(Word):
    """The parts of the desk, in order. Late is what the law calls late; due is what officers mean to do by now."""

    OVERDUE = "overdue", "Overdue by us"
    TODAY = "today", "Due by today"
    WEEK = "week", "This week"
    LATER = "later", "Later"
    TRADER = "trader", "Waiting for the trader"
    OTHERS = "others", "Waiting for colleagues"


class Kind(Word):
    """What a row of the desk is about."""

    CASE = "case", "Application"
    ACTION = "action", "Corrective action"
    INCIDENT = "incident", "Incident"
    PROPOSAL = "proposal", "Proposal"
    SUSPENSION = "suspension", "Suspension"
    PART = "part", "Suspension of a part"
    DISPUTE = "dispute", "Dispute"
    REVIEW = "review", "Yearly review"


class Whose(Word):
    """Which rows an officer looks at."""

    MINE = "mine", "Mine"
    UNASSIGNED = "unassigned", "Unassigned"
    ALL = "all", "All"
