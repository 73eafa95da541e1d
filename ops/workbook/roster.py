"""The opening roster: one row a person, everything that a new ledger has to know of somebody at work.

A row becomes a registration, an adoption or a hiring, and what is filled in of contract, grade and certificate, all
recorded together or not at all. The first columns are those of the statutory roster (劳动合同法实施条例 art. 8).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from domain.codes import facts_of_document
from domain.worker.state import ContractKind, EngagementMode
from ops.workbook.choices import DOCUMENTS, STANDARDS, named, of_list
from ops.workbook.columns import Column, Form

ROSTER: Final = "roster"
_WAYS: Final = {"adopted": ("存量纳入", "adopted"), "hired": ("招录", "hired")}
DEFAULT_SOURCE: Final = "roster"

ROSTER_COLUMNS: Final = (
    Column(("name",), "姓名", "name", Form.TEXT, required=True, aliases=("人员姓名",)),
    Column(("sex",), "性别", "sex", Form.CHOICE, choices=of_list(STANDARDS["checked_sex"])),
    Column(("document", "kind"), "证件类型", "document kind", Form.CHOICE, choices=DOCUMENTS),
    Column(
        ("document", "number"),
        "证件号码",
        "document number",
        Form.NUMBER_TEXT,
        required=True,
        aliases=("身份证号", "身份证号码", "公民身份号码", "身份证"),
    ),
    Column(("household", "address"), "户籍地址", "household address", Form.TEXT),
    Column(("contact", "address"), "现住址", "present address", Form.TEXT, aliases=("住址", "家庭住址")),
    Column(
        ("contact", "phone"), "联系电话", "phone", Form.PHONE, aliases=("电话", "手机", "手机号", "联系方式")
    ),
    Column(
        ("mode",),
        "用人方式",
        "engagement mode",
        Form.CHOICE,
        required=True,
        choices=named([str(one) for one in EngagementMode]),
        aliases=("用工形式", "用工方式"),
    ),
    Column(
        ("start",),
        "用工起始日期",
        "engaged since",
        Form.DATE,
        required=True,
        aliases=("入职日期", "用工起始时间", "参加工作日期", "到岗日期"),
    ),
    Column(
        ("contract", "kind"),
        "合同期限类型",
        "kind of contract",
        Form.CHOICE,
        choices=named([str(one) for one in ContractKind]),
    ),
    Column(("contract", "start"), "合同起始日期", "contract from", Form.DATE),
    Column(("contract", "until"), "合同终止日期", "contract until", Form.DATE, aliases=("合同到期日期",)),
    Column(("contract", "probation_until"), "试用期止", "probation until", Form.DATE),
    Column(("contract", "number"), "合同编号", "contract number", Form.TEXT),
    Column(
        ("host",),
        "用工组织",
        "host",
        Form.ORGANISATION,
        required=True,
        aliases=("工作单位", "所在单位", "单位", "所属工会"),
    ),
    Column(("employer",), "用人单位", "legal employer", Form.ORGANISATION, aliases=("劳动合同签订单位",)),
    Column(("post",), "岗位", "post", Form.POST),
    Column(("birth_on",), "出生日期", "date of birth", Form.DATE, aliases=("出生年月日",)),
    Column(
        ("ethnic_group",),
        "民族",
        "ethnic group",
        Form.CHOICE,
        choices=of_list(STANDARDS["checked_ethnic_group"]),
    ),
    Column(
        ("political_status",),
        "政治面貌",
        "political status",
        Form.CHOICE,
        choices=of_list(STANDARDS["checked_political_status"]),
    ),
    Column(("education",), "学历", "education", Form.CHOICE, choices=of_list(STANDARDS["checked_education"])),
    Column(("degree",), "学位", "degree", Form.CHOICE, choices=of_list(STANDARDS["checked_degree"])),
    Column(("household", "division"), "户籍区划代码", "household division", Form.TEXT),
    Column(("way",), "进入方式", "taken on by", Form.CHOICE, choices=_WAYS),
    Column(("source",), "来源", "source", Form.TEXT),
    Column(("procedure", "kind"), "录用程序", "hiring procedure", Form.TEXT),
    Column(("procedure", "notice_number"), "公告文号", "notice number", Form.TEXT),
    Column(("procedure", "examination_on"), "考试日期", "examination on", Form.DATE),
    Column(("procedure", "publicity_from"), "公示起", "public notice from", Form.DATE),
    Column(("procedure", "publicity_to"), "公示止", "public notice to", Form.DATE),
    Column(("reason",), "说明", "reason", Form.TEXT, aliases=("备注",)),
    Column(("basis",), "依据文号", "number of the basis", Form.TEXT),
    Column(("grade", "ladder"), "等级序列", "ladder", Form.TEXT),
    Column(("grade", "grade"), "等级", "grade", Form.TEXT),
    Column(("grade", "on"), "定级日期", "grade since", Form.DATE),
    Column(("certificate", "kind"), "证书类别", "kind of certificate", Form.TEXT),
    Column(("certificate", "level"), "证书级别", "level of the certificate", Form.TEXT),
    Column(("certificate", "number"), "证书编号", "certificate number", Form.NUMBER_TEXT),
    Column(("certificate", "on"), "取得日期", "certificate since", Form.DATE),
)
"""The columns of the statutory roster come first, then what this ledger asks for beyond it."""

_REGISTRATION: Final = {
    "effective_on": "start",
    "data.name": "name",
    "data.document.kind": "document.kind",
    "data.document.number": "document.number",
    "data.person.birth_on": "birth_on",
    "data.person.sex": "sex",
    "data.person.ethnic_group": "ethnic_group",
    "data.person.political_status": "political_status",
    "data.contact.phone": "contact.phone",
    "data.contact.address": "contact.address",
    "data.household.division": "household.division",
    "data.household.address": "household.address",
    "data.education": "education",
    "data.degree": "degree",
}
_CERTIFICATE: Final = {
    "effective_on": "certificate.on",
    "data.kind": "certificate.kind",
    "data.level": "certificate.level",
    "data.number": "certificate.number",
}
_TAKEN_ON: Final = {
    "effective_on": "start",
    "reason": "reason",
    "basis.number": "basis",
    "data.mode": "mode",
    "data.legal_employer": "employer",
    "data.host": "host",
    "data.post": "post",
}
_ADOPTION: Final = {**_TAKEN_ON, "data.source": "source"}
_HIRING: Final = {
    **_TAKEN_ON,
    "data.procedure.kind": "procedure.kind",
    "data.procedure.notice_number": "procedure.notice_number",
    "data.procedure.examination_on": "procedure.examination_on",
    "data.procedure.publicity_from": "procedure.publicity_from",
    "data.procedure.publicity_to": "procedure.publicity_to",
}
_CONTRACT: Final = {
    "effective_on": "contract.start",
    "data.employer": "employer",
    "data.kind": "contract.kind",
    "data.until": "contract.until",
    "data.probation_until": "contract.probation_until",
    "data.number": "contract.number",
}
_GRADE: Final = {"effective_on": "grade.on", "data.ladder": "grade.ladder", "data.grade": "grade.grade"}

_FOLLOWING: Final = (
    ("employer", "host", ""),
    ("contract.start", "start", "contract"),
    ("grade.on", "start", "grade"),
)
"""A member left out, the one that stands for it, and the group that has to be filled in at all."""

Said = Mapping[str, Any]
"""What a row says, by the columns' places."""


def parts(said: Said, *, registered: bool) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The commands that a row becomes, each with where its members come from; a registered person is not registered again."""
    if not registered:
        yield "workers", _REGISTRATION
    if _some(said, "certificate"):
        yield "qualifications", _CERTIFICATE
    yield ("hirings", _HIRING) if said.get("way") == "hired" else ("adoptions", _ADOPTION)
    if _some(said, "contract"):
        yield "contracts", _CONTRACT
    if _some(said, "grade"):
        yield "grades", _GRADE


def completed(said: Said) -> dict[str, Any]:
    """The row with what follows from it: birth and sex from the number, the host as employer, the first day as others.

    Raises CodeError for a document number that is none.
    """
    full = dict(said)
    full.setdefault("document.kind", "citizen_id")
    facts = _facts(full["document.kind"], full.get("document.number"))
    if facts is not None:
        full.setdefault("birth_on", facts[0].isoformat())
        full.setdefault("sex", facts[1])
    for member, other, group in _FOLLOWING:
        if other in full and (not group or _some(said, group)):
            full.setdefault(member, full[other])
    if full.get("way", "adopted") == "adopted":
        full.setdefault("source", DEFAULT_SOURCE)
    return full


def _some(said: Said, group: str) -> bool:
    return any(place.startswith(f"{group}.") for place in said)


def _facts(kind: str, number: str | None) -> tuple[date, str] | None:
    return None if number is None else facts_of_document(kind, number)
