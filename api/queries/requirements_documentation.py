"""How the query of requirements is described in OpenAPI."""

from typing import Final

from api.queries.describing import KNOWN, json_answer, route

RULES: Final = route(
    "list_requirements",
    "rulebooks",
    "政策各条及其依靠的事件、全国规则（注明强度）、报表与接口；served 为 false 的尚无",
    "each clause of the policy with its events, national rules by strength, reports and operations; nothing serves one that is not served",
    json_answer(
        {
            **KNOWN,
            "requirements": [
                {
                    "requirement": "R81",
                    "clause": {
                        "source": "总工发〔2016〕37号",
                        "article": "六(三)",
                        "quote": "培育树立先进典型",
                    },
                    "serves": {
                        "zh": "树立与撤下典型，宣传须本人同意",
                        "en": "exemplars named and withdrawn, publicity with their consent",
                    },
                    "served": True,
                    "events": [
                        {
                            "type": "worker.exemplar_named",
                            "title": {"zh": "树立典型", "en": "exemplar named"},
                            "clause": "R81 六",
                        }
                    ],
                    "rules": [
                        {
                            "rule": "exemplar.consent",
                            "strength": "must",
                            "clause": "中华人民共和国个人信息保护法 第十三条",
                            "message": {
                                "zh": "宣传典型须本人同意",
                                "en": "an exemplar is publicised with their consent",
                            },
                        }
                    ],
                    "reports": [
                        {
                            "report": "talent_pool",
                            "title": {"zh": "人才库", "en": "talent pool"},
                            "clause": "总工发〔2016〕37号 二(二)",
                        }
                    ],
                    "operations": [],
                }
            ],
        }
    ),
    found=False,
)
