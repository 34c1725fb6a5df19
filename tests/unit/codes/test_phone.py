"""Which numbers may be called, and their one spelling."""

import pytest
from pydantic_core import PydanticCustomError

from shared.language.codes.phone import normal_phone


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13857213456", "13857213456"),
        ("１３８ 5721－3456", "13857213456"),
        ("+86 138 5721 3456", "+8613857213456"),
        ("8613857213456", "8613857213456"),
        ("0580-1234567", "05801234567"),
        ("(010) 87654321", "01087654321"),
        ("3123456", "3123456"),
        ("400-800-1234", "4008001234"),
        ("+1 202 555 0123", "+12025550123"),
        ("138\u30005721\u30003456", "13857213456"),
        ("138\xa05721\xa03456", "13857213456"),
        ("138–5721—3456", "13857213456"),
        ("138‐5721−3456", "13857213456"),
        ("", ""),
    ],
)
def test_a_number_is_kept_as_its_digits(written: str, kept: str) -> None:
    assert normal_phone(written) == kept


@pytest.mark.parametrize(
    "written",
    ["1385721345", "138572134567", "12857213456", "110", "1234567", "call me", "1385721345x", "-", "0000000"],
)
def test_what_nobody_can_call_is_refused(written: str) -> None:
    with pytest.raises(PydanticCustomError):
        normal_phone(written)
