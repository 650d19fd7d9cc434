"""What every page of an officer is asked in the tests."""

AT_MOST = 15


def page(queries, browser, path):
    """The page, which takes no more queries than a page may."""
    queries.clear()
    answer = browser.get(path)
    assert answer.status_code == 200, answer.text
    assert len(queries) <= AT_MOST, "\n".join(queries)
    return answer.text
