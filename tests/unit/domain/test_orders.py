"""Commands read strictly: every fault at once, by its place in what was sent, and nothing about what was not."""

import json
from typing import Any

import pytest

from domain.catalogue import event_type
from domain.errors import InvalidInput
from domain.orders import read_command
from tests.samples import LEAST

KIND = "worker.registered"


def faults(data: dict[str, Any], **body: Any) -> dict[str, str]:
    """Pointer to Chinese reason, for a registration with this data."""
    said = {"effective_on": "2024-01-10", **body, "data": data}
    with pytest.raises(InvalidInput) as refused:
        read_command(event_type(KIND), json.dumps(said).encode())
    return {fault.pointer: fault.zh for fault in refused.value.faults}


def test_a_right_command_is_read() -> None:
    said = {"effective_on": "2024-01-10", "data": LEAST[KIND]}
    assert read_command(event_type(KIND), json.dumps(said).encode()).body.data.name == "示例甲"


def test_all_faults_are_told_at_once() -> None:
    wrong = LEAST[KIND] | {"document": {"kind": "citizen_id", "number": "110105194912310021"}, "x": 1}
    told = faults(wrong, effective_on="2024-02-30")
    assert told == {
        "/effective_on": "日期无效，应为 YYYY-MM-DD",
        "/data/document": "证件号码校验码不正确",
        "/data/x": "未知的项目",
    }


def test_a_missing_member_of_a_hidden_value_is_told_by_its_own_place() -> None:
    assert faults(LEAST[KIND] | {"person": {"sex": "1"}}) == {"/data/person/birth_on": "缺少此项"}


def test_a_token_is_never_an_input() -> None:
    token = {"$t": [1, "worker-x", "AES-256-GCM", "a", "b", "c"]}
    assert "$t" in next(iter(faults(LEAST[KIND] | {"name": token}).values()))
