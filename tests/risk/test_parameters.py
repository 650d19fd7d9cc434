"""What a risk engine is told of one operator among many."""

import orjson
from hypothesis import given, settings

from app.risk.parameters import cut_out, in_brief
from tests.risk.cases import asked
from tests.risk.drawn import ANY


@settings(max_examples=100, derandomize=True)
@given(ANY)
def test_what_is_cut_out_of_a_published_body_is_what_reading_it_gives(facts):
    body = orjson.dumps({"tin": "ZZ8000000001", "as_of": "2026-11-05T09:58:11Z", **asked(facts).to_json()})

    cut = orjson.loads(orjson.dumps(in_brief(cut_out(body), 7)))

    assert cut == in_brief(orjson.loads(body), 7)
