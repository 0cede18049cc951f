"""What goes to JSON comes back the same."""

import json

from hypothesis import given
from hypothesis import strategies as st

from lexsarah import codec
from lexsarah.records import (
    Block,
    BlockKind,
    Box,
    DateValue,
    IdentifierValue,
    LegalReference,
    OrganisationValue,
    Page,
    PersonValue,
    Provision,
    Run,
    Span,
    TextMap,
    TextSource,
    UnitValue,
    Value,
)
from lexsarah.vocabulary import (
    Absence,
    DateRole,
    Duty,
    IdentifierKind,
    NumberStatus,
    OrganisationKind,
    PersonKind,
    SectionRole,
    SourceKnownBy,
)

words = st.text(max_size=10)
maybe = st.none() | words
spans = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 99), st.integers(0, 99))
kinds = st.sampled_from(list(BlockKind))
boxes = st.builds(Box, *[st.floats(0, 900)] * 4)
person_kinds = st.none() | st.sampled_from(list(PersonKind))
statuses = st.none() | st.sampled_from(list(NumberStatus))
provisions = st.builds(Provision, maybe, maybe, st.none() | st.integers(1, 9), maybe)
references = st.builds(
    LegalReference,
    maybe,
    st.none() | st.sampled_from(list(SourceKnownBy)),
    st.lists(provisions, max_size=3).map(tuple),
    st.lists(st.sampled_from(list(Duty)), max_size=3).map(tuple),
    st.booleans(),
)


def through_json(data: object) -> object:
    return json.loads(json.dumps(data))


@given(
    st.one_of(
        st.tuples(st.just("decision"), words | st.booleans() | st.sampled_from(list(Absence))),
        st.tuples(st.just("date"), st.builds(DateValue, words, st.sampled_from(list(DateRole)), maybe)),
        st.tuples(st.just("person"), st.builds(PersonValue, words, maybe, person_kinds, st.booleans())),
        st.tuples(
            st.just("identifier"),
            st.builds(
                IdentifierValue, st.sampled_from(list(IdentifierKind)), maybe, statuses, maybe, st.none() | references
            ),
        ),
        st.tuples(
            st.just("organisation"), st.builds(OrganisationValue, words, st.sampled_from(list(OrganisationKind)))
        ),
        st.tuples(st.just("unit"), st.builds(UnitValue, st.lists(words).map(tuple), maybe)),
    )
)
def test_values(pair: tuple[str, Value]) -> None:
    field, value = pair
    back = codec.value_from_json(field, through_json(codec.value_to_json(value)))
    assert back == value
    assert type(back) is type(value) or isinstance(value, str)


@given(
    st.lists(
        st.builds(
            Block,
            st.sampled_from(list(BlockKind)),
            spans,
            maybe,
            st.none() | spans,
            st.none() | spans,
            st.none() | st.booleans(),
            st.none() | st.sampled_from(list(SectionRole)),
        )
    )
)
def test_blocks(blocks: list[Block]) -> None:
    assert codec.blocks_from_json(through_json(codec.blocks_to_json(tuple(blocks)))) == tuple(blocks)  # type: ignore[arg-type]


pages = st.builds(
    Page,
    st.integers(0, 99),
    st.sampled_from(list(TextSource)),
    st.none() | st.floats(0, 1),
    st.none() | st.integers(72, 600),
    st.sampled_from((0, 90, 180, 270)),
    st.floats(-5, 5),
    st.none() | st.floats(0, 1),
)


@given(st.lists(pages), st.lists(st.builds(Run, spans, st.integers(1, 9), st.none() | boxes)))
def test_textmaps(pages: list[Page], runs: list[Run]) -> None:
    textmap = TextMap(tuple(pages), tuple(runs))
    assert codec.textmap_from_json(through_json(codec.textmap_to_json(textmap))) == textmap  # type: ignore[arg-type]


def test_what_was_stored_before_the_later_parts_were_known_is_read() -> None:
    assert codec.value_from_json("person", {"name": "Bo Ek", "role": None}) == PersonValue("Bo Ek", None)
    stored = {"kind": "lagrum", "normal": "2001:453 14:3"}
    assert codec.value_from_json("identifier", stored) == IdentifierValue(
        IdentifierKind.LEGAL_REFERENCE, "2001:453 14:3"
    )
