"""What OpenAPI says of the imports of workbooks."""

from typing import Any, Final

from api.queries.describing import Route, json_answer, route

_TAG: Final = "导入 / imports"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ID: Final = "import-2c1f4f0e-5a3b-5d0e-8c57-1b9a4e6d7f20"
_BINARY: Final = {_XLSX: {"schema": {"type": "string", "format": "binary"}}}
_COUNTS: Final = {
    "import_id": _ID,
    "kind": "roster",
    "status": "reviewed",
    "rows": 30,
    "fit": 29,
    "already": 0,
    "unchanged": 0,
    "events": {"worker.adopted": 29, "worker.registered": 29},
    "refused_count": 1,
    "known_count": 0,
}
_REFUSED_ROW: Final = {
    "sheet": "花名册",
    "row": 7,
    "reasons": [
        {
            "cell": "C7",
            "column": "证件号码 document number",
            "zh": "号码被存成了数字，可能已丢失末位或前导零；请将单元格设为文本，按证件原样重新填写",
            "en": "the number is stored as a quantity and may have lost digits",
        }
    ],
}
_STATE: Final = json_answer({**_COUNTS, "refused": [_REFUSED_ROW], "known": []})


def _post(name: str, zh: str, en: str, status: int, **extra: Any) -> Route:
    made = route(name, _TAG, zh, en, _STATE)
    found = made["responses"].pop(200)
    failures: dict[str, Any] = {
        str(code): {"$ref": f"#/components/responses/Problem{code}"} for code in (401, 403, 500, 503)
    }
    responses = {**failures, **extra.pop("responses", {})}
    made["responses"][status] = found
    return {
        **made,
        "methods": ["POST"],
        "status_code": status,
        "openapi_extra": {"responses": responses, **extra},
    }


UPLOAD: Final = _post(
    "upload_import",
    "上传工作簿并试导入：可记录的、未接受的及原因、已有的人员；不记录任何内容",
    "upload a workbook and review it: what would be recorded, what is refused and why, who is known; nothing is recorded",
    201,
    requestBody={"required": True, "content": _BINARY},
    responses={str(code): {"$ref": f"#/components/responses/Problem{code}"} for code in (413, 415)},
)
MINE: Final = route(
    "list_imports", _TAG, "本人的导入", "one's own imports", json_answer({"imports": [_COUNTS]}), found=False
)
KINDS: Final = route(
    "list_templates",
    _TAG,
    "模板的种类",
    "the kinds of templates",
    json_answer({"kinds": [{"kind": "roster", "zh": "花名册", "en": "roster"}]}),
    found=False,
)
TEMPLATE: Final = route("get_template", _TAG, "空白模板", "an empty template", _BINARY)
STATE: Final = route("get_import", _TAG, "一次导入的情况", "what an import has come to", _STATE)
CONFIRM: Final = _post(
    "confirm_import",
    "确认后在后台记录；中断后再次确认即继续，重复确认不会重复记录",
    "record it in the background; after an interruption confirming again goes on, and nothing is recorded twice",
    202,
)
RESCIND: Final = _post(
    "rescind_import",
    "撤销此次导入中仍有效的全部事件，在后台进行",
    "rescind all events of the import that still stand, in the background",
    202,
)
REFUSED: Final = route(
    "get_refused_rows",
    _TAG,
    "未接受的行，末列为原因",
    "the refused rows, with a column of reasons",
    _BINARY,
)
