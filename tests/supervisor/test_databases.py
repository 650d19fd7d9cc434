import pytest

from app.supervisor.databases import Database, database, start_over
from app.supervisor.terminal import Failed


def test_a_database_of_ones_own_is_used_and_not_kept_up(chosen):
    mine = chosen(DATABASE_URL="postgresql://aeo_app@mine/aeo", MIGRATION_DATABASE_URL="postgresql://aeo_owner@mine/aeo")

    with database(mine) as used:
        assert used == Database("postgresql://aeo_app@mine/aeo", "postgresql://aeo_owner@mine/aeo")


def test_a_database_of_ones_own_without_the_owners_address_is_refused_in_one_line(chosen):
    mine = chosen(DATABASE_URL="postgresql://aeo_app@mine/aeo")

    with pytest.raises(Failed, match="MIGRATION_DATABASE_URL"), database(mine):
        pass


def test_a_database_of_ones_own_is_never_thrown_away(chosen, tmp_path):
    chosen(DATABASE_URL="postgresql://aeo_app@mine/aeo", RESET="1")

    with pytest.raises(Failed, match="DATABASE_URL names another"):
        start_over(tmp_path)
