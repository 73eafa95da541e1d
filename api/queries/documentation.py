"""What OpenAPI says of each query: its tag, words in both languages, and an example of its answer."""

from typing import Final

from api.queries.describing import EVENT_ID as _EVENT_ID
from api.queries.describing import KNOWN as _KNOWN
from api.queries.describing import TOKEN as _TOKEN
from api.queries.describing import UNION_ID as _UNION_ID
from api.queries.describing import WORKER_ID as _WORKER_ID
from api.queries.describing import Route
from api.queries.describing import json_answer as _json
from api.queries.describing import route as _route
from api.queries.tables import XLSX

_POST_ID: Final = "post-7e0d8a64-2f57-5f5a-8f63-5a1c2f0e9b11"
_ENGAGEMENT: Final = {
    "since": "2023-03-01",
    "mode": "direct_hire",
    "employer": _UNION_ID,
    "host": _UNION_ID,
    "post": _POST_ID,
    "event_id": _EVENT_ID,
}
_MASKED: Final = {"kind": "citizen_id", "number": "110105********002X"}
_EVENT: Final = {
    "event_id": _EVENT_ID,
    "effective_on": "2023-03-01",
    "actor": "clerk_1",
    "data": {
        "mode": "direct_hire",
        "host": _UNION_ID,
        "legal_employer": _UNION_ID,
        "procedure": {"kind": "open"},
    },
    "position": 41,
    "type": "worker.hired",
    "schema": 1,
    "label": {"zh": "录用", "en": "hired"},
    "recorded_at": "2023-03-02T01:02:03.000004Z",
}
WORKER: Final = _route(
    "get_worker",
    "workers",
    "人员在某日的状态",
    "a worker's state on a day",
    _json(
        {
            **_KNOWN,
            "worker_id": _WORKER_ID,
            "version": 7,
            "merged_into": None,
            "absorbed": [],
            "identity": {
                "name": "示例甲",
                "document": _MASKED,
                "person": {"hidden": True, "class": "person"},
            },
            "engagement": {"status": "engaged", **_ENGAGEMENT},
            "contract": {"since": "2023-03-01", "until": "2026-02-28", "open": True, "overdue": False},
            "commendations": [],
        }
    ),
)
HISTORY: Final = _route(
    "get_worker_history",
    "workers",
    "人员全部记录，含更正与撤销",
    "a worker's whole history, corrections and rescissions included",
    _json(
        {
            **_KNOWN,
            "worker_id": _WORKER_ID,
            "version": 7,
            "events": [
                _EVENT
                | {"version": 2, "stands": True, "in_effect": True, "rescinded_by": None, "corrected_by": []}
            ],
        }
    ),
)
EVALUATIONS: Final = _route(
    "get_worker_evaluations",
    "workers",
    "考核、确认及引用考核的决定",
    "assessments, confirmations, and the decisions that rest on them",
    _json(
        {
            **_KNOWN,
            "worker_id": _WORKER_ID,
            "version": 7,
            "evaluations": [
                {
                    "kind": "annual",
                    "grade": "excellent",
                    "confirmed": True,
                    "scores": {"duties": "92"},
                    "cycle": None,
                    "acknowledgements": [{"event_id": _EVENT_ID, "on": "2024-01-18", "agrees": True}],
                    "reviews": [],
                    "unsettled": False,
                    "cited_by": [],
                }
            ],
        }
    ),
)
LOOKUP: Final[Route] = _route(
    "look_up_worker",
    "workers",
    "按证件查找人员（号码不进入网址）",
    "find a worker by identity document",
    _json({"worker_id": _WORKER_ID, "version": 7}),
) | {
    "openapi_extra": _TOKEN
    | {
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["document"],
                        "additionalProperties": False,
                        "properties": {
                            "document": {
                                "type": "object",
                                "required": ["kind", "number"],
                                "properties": {"kind": {"type": "string"}, "number": {"type": "string"}},
                            }
                        },
                    },
                    "example": {"document": {"kind": "citizen_id", "number": "11010519491231002X"}},
                }
            },
        }
    }
}
_ORGANISATION: Final = {
    "organisation_id": _UNION_ID,
    "name": "示例县总工会",
    "kind": "union",
    "level": "county",
    "division": "220621",
}
ORGANISATIONS: Final = _route(
    "list_organisations",
    "organisations",
    "范围内的组织",
    "the organisations of one's scope",
    _json({**_KNOWN, "organisations": [_ORGANISATION]}),
    found=False,
)
ORGANISATION: Final = _route(
    "get_organisation",
    "organisations",
    "组织、上级与下级",
    "an organisation, what is above it and below it",
    _json({**_KNOWN, **_ORGANISATION, "version": 1, "path": [], "children": []}),
)
POST: Final = _route(
    "get_post",
    "organisations",
    "岗位与占用情况",
    "a post and how many of its seats are taken",
    _json({**_KNOWN, "post_id": _POST_ID, "version": 1, "seats": 2, "seats_taken": 1, "seats_free": 1}),
)
ROSTER: Final = _route(
    "get_roster",
    "roster",
    "花名册（JSON、NDJSON、CSV 或 XLSX）",
    "the roster: JSON, NDJSON, CSV or XLSX by Accept",
    {
        **_json({**_KNOWN, "heads": 1, "rows": [{"worker_id": _WORKER_ID, "name": "示例甲", "counted": 1}]}),
        "application/x-ndjson": {"schema": {"type": "string"}},
        "text/csv": {"schema": {"type": "string"}},
        XLSX: {"schema": {"type": "string", "format": "binary"}},
    },
)
ROSTER_COUNTS: Final = _route(
    "count_roster",
    "roster",
    "花名册人数，按等级、用工方式、组织等分组",
    "heads of the roster by grade, mode, organisation and others",
    _json(
        {
            **_KNOWN,
            "by": "grade",
            "groups": [{"ladder": "professional", "grade": "12", "heads": 1}],
            "heads": 1,
        }
    ),
)
WORKLIST: Final = _route(
    "get_worklist",
    "reports",
    "工作清单：到期事项与存疑的决定；给出 since 时只列新到的提醒",
    "the work list: what falls due, and questioned decisions; with since, the reminders that opened",
    _json(
        {
            **_KNOWN,
            "items": [
                {
                    "key": f"{_WORKER_ID}/contract_end/{_EVENT_ID}/2024-08-31",
                    "worker": _WORKER_ID,
                    "name": "示例甲",
                    "kind": "contract_end",
                    "label": {"zh": "劳动合同期满", "en": "contract runs out"},
                    "event_id": _EVENT_ID,
                    "due_on": "2024-08-31",
                    "window_from": "2024-06-02",
                    "stage": 90,
                    "overdue": False,
                    "rests_on": [41],
                }
            ],
            "withheld": ["sanction_end"],
        }
    ),
)
_REPORT: Final = {
    "report": "exceptions",
    "title": {"zh": "例外办理的决定", "en": "decisions by exception"},
    "clause": "总工发〔2016〕37号",
    "columns": ["worker", "type", "effective_on", "rule", "authority", "document", "rests_on"],
    "period": True,
}
STATISTICS: Final = _route(
    "list_reports",
    "reports",
    "可查询的报表",
    "the reports that can be asked for",
    _json({"reports": [_REPORT]}),
    found=False,
)
REPORT: Final = _route(
    "get_report",
    "reports",
    "一份报表（JSON 或 CSV），每行注明所依据的记录；无权查看的项目写 hidden，已删除的写 erased",
    "one report, JSON or CSV by Accept, each row with the positions it rests on; hidden is what the role may not see, erased what is gone",
    {
        **_json(
            {
                **_KNOWN,
                **_REPORT,
                "organisation": _UNION_ID,
                "rows": [
                    {
                        "worker": _WORKER_ID,
                        "type": "worker.hired",
                        "effective_on": "2023-03-01",
                        "rule": "hire.open_recruitment",
                        "authority": "示例市总工会",
                        "document": "示例〔2023〕1号",
                        "rests_on": [41],
                    }
                ],
            }
        ),
        "text/csv": {"schema": {"type": "string"}},
    },
)
RULEBOOKS: Final = _route(
    "list_rulebooks",
    "rulebooks",
    "有规则书的地区",
    "the jurisdictions that have a rulebook",
    _json(
        {**_KNOWN, "rulebooks": [{"jurisdiction": "CN", "title": "国家规则", "effective_on": "2023-01-01"}]}
    ),
    found=False,
)
RULEBOOK: Final = _route(
    "get_rulebook",
    "rulebooks",
    "某日有效的规则与参数",
    "the rules and settings in force on a day",
    _json(
        {
            **_KNOWN,
            "jurisdiction": "220600",
            "position": 3,
            "editions": [{"jurisdiction": "220600", "title": "示例规则书", "effective_on": "2023-01-01"}],
            "rules": [],
            "settings": {"secondment": {"maximum_months": 24}},
            "settings_from": {"secondment": {"maximum_months": "CN"}},
        }
    ),
)
EVENTS: Final = _route(
    "search_events",
    "events",
    "按类型、经办人、文号、记录时间查找事件",
    "events by type, actor, basis document and time of recording",
    _json({**_KNOWN, "events": [_EVENT]}),
    found=False,
)
EVENT: Final = _route(
    "get_event",
    "events",
    "一条记录的原始字节，或按 Accept 给出 JSON",
    "the exact bytes of a leaf, or JSON by Accept",
    {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}, **_json(_EVENT)},
)
PROOF: Final = _route(
    "get_event_proof",
    "events",
    "一条记录的存在证明（C2SP tlog-proof）",
    "the proof that a leaf is in the log",
    {
        "text/plain": {
            "schema": {"type": "string"},
            "example": "c2sp.org/tlog-proof@v1\nindex 0\n\nluli.invalid/…",
        }
    },
)
RECEIPT: Final = _route(
    "get_receipt",
    "events",
    "一条记录的回执",
    "the receipt of an event",
    _json({"event_id": _EVENT_ID, "position": 41, "size": 42, "root": "9f" * 32}),
)
CHECKPOINT: Final = _route(
    "get_checkpoint",
    "log",
    "签名的日志检查点",
    "the signed checkpoint of the log",
    {
        "text/plain": {
            "schema": {"type": "string"},
            "example": "luli.invalid/log\n42\nn5+fn58=\n\n— luli.invalid/log …",
        }
    },
    found=False,
    anyone=True,
)
CONSISTENCY: Final = _route(
    "get_consistency",
    "log",
    "日志从一个检查点增长到另一个而未改一条的证明",
    "the proof that the log grew from one checkpoint to another and changed nothing",
    {
        "text/plain": {
            "schema": {"type": "string"},
            "example": "old 20\nPlRNCrw…=\n\nluli.invalid/log\n42\nn5+fn58=\n\n— luli.invalid/log …",
        }
    },
    anyone=True,
)
TILE: Final = _route(
    "get_tile",
    "log",
    "日志哈希分块",
    "one hash tile of the log",
    {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    anyone=True,
)
ENTRIES: Final = _route(
    "get_entries",
    "log",
    "日志条目束（须有全部范围）",
    "one bundle of entries; needs the whole ledger in scope",
    {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
)
