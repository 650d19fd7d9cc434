"""Long lists are cut into pages, and all of them can be reached."""


def test_without_a_search_every_business_is_counted(make, sign_in):
    for _ in range(26):
        make.operator()

    page = sign_in(make.case_officer()).get("/officer/operators").text

    assert "26 operators" in page
    assert "page 1 of 2" in page
