from lexsarah.classify.rollup import types_of_events
from lexsarah.reference import rows
from lexsarah.vocabulary import EventType


def test_every_event_type_has_one_type_with_a_source_and_a_limit():
    table = list(rows("event_types.csv"))
    assert [row["event_type"] for row in table] == [one.value for one in EventType]
    assert set(types_of_events()) == set(EventType)
    assert all(row["source"] and row["cannot_express"] for row in table)
