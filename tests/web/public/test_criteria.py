from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.core import clock
from app.criteria.models import Edition
from app.criteria.states import State

CODE = "safe-own-2026-2"


def test_anybody_reads_what_must_be_true_by_group(client):
    page = client.get("/criteria").text

    assert "G. Cargo security" in page
    assert "Sealing and checking of seals" in page
    assert "Must, AEOS, asked of" in page


def test_the_look_back_date_is_that_of_an_application_sent_today(client):
    with clock.at(datetime(2026, 11, 24, tzinfo=UTC)):
        page = client.get("/criteria").text

    assert "Since 24 November 2023" in page
    assert "{lookback_date}" not in page


def test_a_criterion_tells_its_questions_and_good_evidence(client):
    page = client.get(f"/criteria/{CODE}/G.2").text

    assert "How is a seal fixed" in page
    assert "Good evidence:" in page


def test_what_officers_check_is_not_told(client, session):
    checks = session.scalars(select(Edition)).one().catalogue.criterion["G.2"].officer_checks

    assert not any(check in client.get(f"/criteria/{CODE}/G.2").text for check in checks)


def test_an_edition_that_was_retired_is_still_read(client, session):
    old = session.scalars(select(Edition)).one()
    old.state = State.RETIRED
    session.commit()

    assert "Was in force from" in client.get(f"/criteria/{CODE}").text
    assert client.get("/criteria").status_code == 404


def test_a_draft_is_not(client, session):
    session.scalars(select(Edition)).one().state = State.DRAFT
    session.commit()

    assert client.get(f"/criteria/{CODE}").status_code == 404


@pytest.mark.parametrize("path", ["/criteria/nothing", f"/criteria/{CODE}/Z.99", "/criteria/nothing/G.2"])
def test_what_there_is_not_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/criteria", f"/criteria/{CODE}", f"/criteria/{CODE}/G.2"])
def test_the_pages_ask_little(client, queries, path):
    client.get("/criteria")  # the edition is read once in a process
    queries.clear()

    page = client.get(path)

    assert len(queries) <= 3, queries
    assert len(page.data) < 100_000
