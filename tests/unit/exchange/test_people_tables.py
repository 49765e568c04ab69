"""What leaves the workspace about people is masked, and no cell runs as a formula."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.responsibility import Person
from gengdi_plugin.exchange.people_tables import LOAD_FIELDS, load_values, safe
from gengdi_plugin.exchange.privacy import mask_phone
from gengdi_plugin.store.load import Load


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("0574-86251234", "057*-****1234"),
        ("86251234", "******34"),
        ("13812345678、13987654321", "138****5678、139****4321"),
        ("", ""),
        ("12", "**"),
        ("分机 801", "分机 *01"),
    ],
)
def test_phones_are_starred(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_no_mobile_number_can_be_read(phone: str) -> None:
    masked = mask_phone(phone)
    assert len(masked) == len(phone) and masked.count("*") == 4
    assert not re.search(r"\d{5}", masked)


def test_a_person_in_a_table_is_masked_and_a_formula_is_text() -> None:
    person = Person("u", "李四光", "village", "330211001201", "巡查员", "13812345678", "=cmd()")
    row = dict(zip(LOAD_FIELDS, load_values(Load(person, 3, 1, 2, 0))))
    assert (row["name"], row["phone"], row["department"]) == ("李**", "138****5678", "'=cmd()")
    assert (row["patches"], row["missed"]) == (3, 0)
    assert safe([-1, "-1", None, "a"]) == [-1, "'-1", None, "a"]
