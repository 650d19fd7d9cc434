"""An application, its answers and their evidence, and what customs asks about it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.applications.states import RequestState, State
from app.core import clock
from app.core.database import Base, versioned
from app.criteria.models import Edition
from app.documents.models import Document
from app.operators.models import Operator
from app.programme.words import AuthorisationType

if TYPE_CHECKING:
    from app.accounts.models import User
    from app.criteria.catalogue import Question


class Application(Base):
    """An operator's request to be authorised, and the self-assessment that supports it.

    `profile` is the business as it described itself when the application was sent; until then the questions
    follow the business as it stands.
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("submitted_at IS NOT NULL OR state IN ('draft', 'withdrawn')", "dated_once_sent"),
        CheckConstraint("jsonb_array_length(types) > 0", "asks_for_something"),
        Index(
            "uq_application_open",
            "operator_id",
            unique=True,
            postgresql_where=text("state IN ('draft', 'submitted', 'returned', 'under_assessment')"),
        ),
    )

    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    edition_id: Mapped[UUID] = mapped_column(ForeignKey("criteria_edition.id"))
    reference: Mapped[str] = mapped_column(unique=True)
    types: Mapped[list[str]]
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    profile: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    started_at: Mapped[datetime] = mapped_column(default=clock.now)
    started_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime | None]
    submitted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    declaration: Mapped[str | None]
    returned_at: Mapped[datetime | None]
    returned_reason: Mapped[str | None]
    accepted_on: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    officer_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    version: Mapped[int] = versioned()

    operator: Mapped[Operator] = relationship()
    edition: Mapped[Edition] = relationship()
    officer: Mapped[User | None] = relationship(foreign_keys=officer_id)
    answers: Mapped[list[Answer]] = relationship(back_populates="application", order_by="Answer.key")
    evidence: Mapped[list[Evidence]] = relationship(order_by="Evidence.added_at, Evidence.id")
    requests: Mapped[list[Request]] = relationship(back_populates="application", order_by="Request.number")

    __mapper_args__ = {"version_id_col": version}

    @property
    def asked_types(self) -> list[AuthorisationType]:
        return [kind for kind in AuthorisationType if kind.value in self.types]

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(kind.scope for kind in self.asked_types)


class Answer(Base):
    """The answer to one question, of the business or of one site or class of sites. `key` is `P.1.details` or `G.3.locks@site`.

    `value` is None where nothing is given (any more). `draft` is what was typed last and cannot be read yet: kept so that
    nothing is lost, counted as unanswered. `shown_at_visit` promises to show the evidence instead of attaching it. `page` is
    the opened page that was last sent: sent again after going back, it corrects itself and overwrites nobody.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("application_id", "key"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    key: Mapped[str]
    value: Mapped[Any] = mapped_column(JSONB)
    draft: Mapped[Any | None] = mapped_column(JSONB(none_as_null=True))
    shown_at_visit: Mapped[bool] = mapped_column(default=False)
    page: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = versioned()

    application: Mapped[Application] = relationship(back_populates="answers")
    answered_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Evidence(Base):
    """A document that supports the answer to one question. One document may support many."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("application_id", "key", "document_id"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    key: Mapped[str]
    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    document: Mapped[Document] = relationship()


class Request(Base):
    """What customs asks the trader, with a day by which to answer. `settled_at`: an officer has read the answer.

    `keys` are those of the answers it is about; none where customs asks freely.
    """

    __tablename__ = "information_request"
    __table_args__ = (UniqueConstraint("application_id", "number"),)

    application_id: Mapped[UUID] = mapped_column(ForeignKey("application.id"))
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("operator.id"), index=True)
    number: Mapped[int]
    keys: Mapped[list[str]] = mapped_column(default=list)
    text: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    reply: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    version: Mapped[int] = versioned()

    application: Mapped[Application] = relationship(back_populates="requests")
    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id)
    answered_by: Mapped[User | None] = relationship(foreign_keys=answered_by_id)

    __mapper_args__ = {"version_id_col": version}

    @property
    def questions(self) -> list[Question]:
        """The questions of the catalogue it is about, each once."""
        known = self.application.edition.catalogue.question
        return [known[code] for code in dict.fromkeys(key.partition("@")[0] for key in self.keys) if code in known]
