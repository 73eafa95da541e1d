"""The seven domains of service that the policy names (一): what a worker is engaged for. The codes are this ledger's."""

from typing import Final

from domain.codes.table import CodeList

SERVICE_DOMAIN: Final = CodeList.of(
    "总工发〔2016〕37号 一",
    "服务领域",
    "service domain",
    {
        "organising": ("工会组建", "Founding unions"),
        "rights": ("权益维护", "Defence of rights"),
        "mediation": ("争议调处", "Settlement of disputes"),
        "aid": ("困难帮扶", "Help in hardship"),
        "guidance": ("教育引导", "Education and guidance"),
        "care": ("人文关怀", "Care for people"),
        "career": ("职业发展", "Career development"),
    },
)
