import pytest

from app.config import settings
from app.supervisor.settings import read

OWN = (
    "PORT", "HOST", "RESET", "DATABASE_URL", "MIGRATION_DATABASE_URL", "SECRET_KEY", "STORAGE_PATH", "LOOKUP_PATH", "BASE_URL",
)  # fmt: skip


@pytest.fixture
def chosen(monkeypatch, tmp_path):
    """`chosen(PORT="8001")` is what a person has chosen, on a machine without any other setting."""

    def choose(**values):
        for name in OWN:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"VAR": str(tmp_path), **values}.items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        return read()

    yield choose
    settings.cache_clear()
