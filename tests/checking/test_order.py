import pytest

from lexsarah.checking.order import out_of_order
from lexsarah.records import DateValue, Fact, Producer
from lexsarah.vocabulary import DateRole as Role

RULE = Producer("rule", "test", "1")


def dates(*values: tuple[str, Role]) -> list[Fact]:
    return [Fact("date", DateValue(edtf, role), (), RULE) for edtf, role in values]


@pytest.mark.parametrize(
    "values",
    [
        (("2021-03-08", Role.REPORTED), ("2021-03-09", Role.INCIDENT)),
        (("2021-03-08", Role.DECIDED), ("2021-04", Role.REPORTED)),
        (("2021-05-01", Role.INVESTIGATION_STARTED), ("2021-04-30", Role.INVESTIGATION_CLOSED)),
    ],
)
def test_what_cannot_be_is_told(values: tuple[tuple[str, Role], ...]) -> None:
    (pair,) = out_of_order(dates(*values))
    assert {one.value.role for one in pair} == {role for _, role in values}


@pytest.mark.parametrize(
    "values",
    [
        (("2021-03-08", Role.INCIDENT), ("2021-03-08", Role.REPORTED)),
        (("2021-03", Role.INCIDENT), ("2021-03-08", Role.REPORTED)),
        (("2021-03-08", Role.REPORTED_TO_IVO), ("2021-04-08", Role.DECIDED)),
        (("2021-03-20", Role.DECIDED), ("2021-04-08", Role.INVESTIGATION_CLOSED)),
        (("2021-03-08", Role.REPORTED), ("2021-04~", Role.INCIDENT)),
        (("2021-03-08", Role.REPORTED), ("2021-04-01/..", Role.INCIDENT)),
        (("2021-03-08", Role.REPORTED), ("XXXX-04-01", Role.INCIDENT)),
        (("2021-02-01", Role.INCIDENT), ("2021-05-01", Role.INCIDENT), ("2021-03-08", Role.REPORTED)),
    ],
)
def test_what_may_be_is_not(values: tuple[tuple[str, Role], ...]) -> None:
    assert out_of_order(dates(*values)) == ()
