"""What a look-up node is started with."""

import pytest

from app.config import SettingError, settings
from app.supervisor import node


def test_it_has_a_port_and_a_folder_of_its_own(chosen, monkeypatch):
    chosen()
    monkeypatch.delenv("VAR")

    place = node.place()

    assert (place.port, place.folder.name) == (8100, "node")


def test_its_processes_are_told_that_they_are_a_nodes_and_where_the_replica_lies(chosen, tmp_path):
    chosen(PORT="8123")

    follower, web = node.children(node.place())

    assert {child.env["PORTAL_MODE"] for child in (follower, web)} == {"node"}
    assert {child.env["LOOKUP_PATH"] for child in (follower, web)} == {str(tmp_path / "lookup")}
    assert "8123" in web.command


def test_who_says_no_portal_reads_what_is_missing(chosen, monkeypatch):
    chosen(PORTAL_MODE="node")
    for name in ("LOOKUP_PORTAL", "LOOKUP_CLIENT_ID", "LOOKUP_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    settings.cache_clear()

    with pytest.raises(SettingError, match="LOOKUP_PORTAL is not set"):
        node.node(node.place(), None)
