"""No file outgrows its room: it is split by verb before that."""

from app.config import HERE

LONGEST = 300


def test_no_file_is_longer_than_the_house_allows():
    lengths = {
        path.relative_to(HERE).as_posix(): len(path.read_text("utf-8").splitlines()) for path in (HERE / "app").rglob("*.py")
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}
