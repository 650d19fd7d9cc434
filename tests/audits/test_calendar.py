from app.audits.calendar import entry_of, folded
from app.audits.states import State


def lines(audit):
    return entry_of(audit, "https://portal.example/operator/audits/1").file().decode().split("\r\n")


def test_the_last_day_is_covered(make):
    audit = make.audit(make.case())

    assert f"DTSTART;VALUE=DATE:{audit.starts_on:%Y%m%d}" in lines(audit)
    assert f"DTEND;VALUE=DATE:{audit.ends_on.fromordinal(audit.ends_on.toordinal() + 1):%Y%m%d}" in lines(audit)


def test_what_people_wrote_breaks_no_line(make):
    audit = make.audit(make.case(), agenda="10:00 Gates; then, the quay\nBEGIN:VEVENT")

    assert sum(line == "BEGIN:VEVENT" for line in lines(audit)) == 1


def test_a_visit_called_off_says_so(make):
    assert "STATUS:CANCELLED" in lines(make.audit(make.case(), state=State.CANCELLED))


def test_a_long_line_is_folded_between_letters():
    pieces = list(folded("SUMMARY:" + "é" * 100))

    assert all(len(piece) <= 75 for piece in pieces)
    assert b"".join([pieces[0], *(piece[1:] for piece in pieces[1:])]).decode() == "SUMMARY:" + "é" * 100
