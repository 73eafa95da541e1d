"""A rulebook to enact, as an example."""

from typing import Final

BOOK_LABEL: Final = "a county's book"
BOOK: Final = {
    "effective_on": "2024-01-01",
    "basis": {"number": "示例工发〔2023〕20号"},
    "draft": {
        "jurisdiction": "220621",
        "title": "示例县规则书",
        "document": "示例县工会社会工作者管理办法",
        "rules": [
            {
                "id": "hire.open_recruitment",
                "strength": "must",
                "judges": ["worker.hired"],
                "require": "event.procedure == 'open_recruitment' && event.has_notice",
                "clause": {"title": "示例县工会社会工作者管理办法", "article": "第五条"},
                "message": {"zh": "须公开招聘", "en": "recruitment is open"},
                "satisfied_by": {"zh": "填写公告文号", "en": "state the notice's number"},
            }
        ],
    },
}
"""A rulebook to enact."""
