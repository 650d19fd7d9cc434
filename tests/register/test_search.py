import pytest
from sqlalchemy import func, select, text

from app.authorisations.states import State
from app.core import clock
from app.core.isolation import PUBLIC, enter
from app.programme.words import AuthorisationType
from app.reactions import republish
from app.register import master, queries
from app.register.models import register_word
from app.register.queries import Search, search


@pytest.fixture
def listed(session, make):
    """`listed(name=…)` is an operator in the public register."""

    def list_one(*types, state=State.GRANTED, **values):
        operator = make.operator(**{"public_since": clock.today()} | values)
        for kind in types or (AuthorisationType.AEOC,):
            make.authorisation(operator, kind, state=state)
        return operator

    return list_one


@pytest.fixture
def found(session, listed):
    def find(*operators, page=1, size=20, **wanted):
        republish(session, [operator.id for operator in operators])
        entries, total = search(session, Search(**wanted), page=page, size=size)
        return [entry.name for entry in entries], total

    return find


def test_an_operator_is_found_by_the_beginning_of_its_words(listed, found):
    north, south = listed(name="Northwind Forwarding Ltd"), listed(name="Southwind Ltd")

    assert found(north, south, text="forw NORTH") == (["Northwind Forwarding Ltd"], 1)


def test_every_word_must_be_there(listed, found):
    assert found(listed(name="Northwind Ltd"), text="northwind forwarding") == ([], 0)


@pytest.mark.parametrize("typed", ["ZZ1000000077", "zz 1000-0000 77", "ZZ10000000"])
def test_an_operator_is_found_by_its_number_however_it_is_typed(listed, found, typed):
    assert found(listed(name="Northwind", tin="ZZ1000000077"), text=typed) == (["Northwind"], 1)


def test_an_operator_is_found_by_the_number_of_an_authorisation(session, make, found):
    operator = make.operator(name="Northwind", public_since=clock.today())
    authorisation = make.authorisation(operator)

    assert found(operator, text=authorisation.number.lower()) == (["Northwind"], 1)


def test_an_operator_is_found_by_the_places_of_its_sites(make, listed, found):
    operator = listed(name="Northwind", city="Port Ellery")
    make.site(operator, city="Århus")

    assert found(operator, place="arhus")[1] == 1
    assert found(operator, place="ellery")[1] == 1
    assert found(operator, text="ellery")[1] == 0


def test_a_type_leaves_out_those_that_do_not_have_it(listed, found):
    customs, both = listed(AuthorisationType.AEOC, name="Customs"), listed(*AuthorisationType, name="Both")

    assert found(customs, both, types=(AuthorisationType.AEOS,)) == (["Both"], 1)
    assert found(customs, both, types=tuple(AuthorisationType)) == (["Both"], 1)
    assert found(customs, both, types=(AuthorisationType.AEOC,)) == (["Both", "Customs"], 2)


def test_only_operators_that_agreed_are_found_whoever_asks(listed, found):
    assert found(listed(name="Secret", public_since=None), text="secret") == ([], 0)


def test_who_takes_the_consent_back_is_found_no_longer_and_leaves_no_word(session, listed, found):
    operator = listed(name="Northwind")
    assert found(operator, text="northwind")[1] == 1
    operator.public_since = None

    assert found(operator, text="northwind") == ([], 0)
    assert session.scalar(select(func.count()).select_from(register_word)) == 0


def test_after_another_name_the_old_one_finds_nobody(listed, found):
    operator = listed(name="Northwind")
    found(operator)
    operator.name = "Southwind"

    assert (found(operator, text="northwind")[1], found(operator, text="southwind")[1]) == (0, 1)


def test_the_public_search_is_by_an_index_behind_the_wall_of_rows(committed):
    """Only operators that leak nothing may use one: an index that they cannot use would be read past, row by row."""
    committed.execute(text("SET LOCAL enable_seqscan = off"))
    enter(committed, PUBLIC)
    wanted = queries.public().where(*Search(text="north", place="port", types=(AuthorisationType.AEOC,)).conditions)
    sql = wanted.compile(committed.get_bind(), compile_kwargs={"literal_binds": True})

    plan = "\n".join(committed.scalars(text(f"EXPLAIN {sql}".replace(":", "\\:"))))

    assert plan.count("Index Cond: ((word >= '") >= 4


def test_a_text_without_a_letter_finds_nobody(listed, found):
    assert found(listed(), text="!?") == ([], 0)


def test_pages_are_cut_in_the_order_of_the_names(listed, found):
    operators = [listed(name=f"Firm {letter}") for letter in "CAEBD"]

    assert found(*operators, page=2, size=2) == (["Firm C", "Firm D"], 5)


@pytest.mark.parametrize(
    "look", [lambda session: search(session, Search("x"), page=1, size=9), lambda session: master.called(session, "x")]
)
def test_no_search_takes_long(session, monkeypatch, look):
    monkeypatch.setattr(queries, "LONGEST", "1s")

    look(session)

    assert session.scalar(text("SHOW statement_timeout")) == "1s"
