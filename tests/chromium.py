"""A real browser. One per module of tests; every person in it has a window of their own, with nothing of the others."""

import os
from contextlib import contextmanager

import pytest
from playwright.sync_api import sync_playwright

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 20_000


@contextmanager
def started():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium():
    """The browser, started once per module: while it runs, its driver's event loop is the process's, and no worker could run."""
    with started() as browser:
        yield browser


@contextmanager
def window(chromium, address, **options):
    """A page of a fresh browser context: no cookies, no cache of anybody else."""
    context = chromium.new_context(base_url=address, locale="en-GB", **options)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()
