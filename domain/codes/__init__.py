"""National code lists and check digits: what the numbers in a record mean and which are well formed.

Belongs here: tables and checks that a national standard fixes, each with its number. Never here: what an
authority decides (rulebook data) and lists that change every year, such as names of divisions.
Each check takes a text and returns it, or raises `CodeError`, a `ValueError` that speaks both languages.
"""

from domain.codes.citizen import (
    CitizenId,
    citizen_check_character,
    from_fifteen_digits,
    parse_citizen_id,
    parse_residence_permit,
)
from domain.codes.credit import CREDIT_CODE_REGISTRARS, checked_credit_code, credit_check_character
from domain.codes.divisions import (
    NATION,
    DivisionLevel,
    chain,
    checked_division,
    division_level,
    is_within,
    parent,
)
from domain.codes.documents import (
    DOCUMENT_KINDS,
    checked_document,
    facts_of_document,
    mask_document,
    mask_phone,
)
from domain.codes.duties import (
    CREDENTIAL,
    CREDENTIALS_ASKED,
    DUTY,
    DUTY_GROUP,
    checked_duty,
    duty_group,
)
from domain.codes.education import (
    DEGREE,
    EDUCATION,
    Attainment,
    attainment,
    checked_degree,
    checked_education,
)
from domain.codes.ethnic import ETHNIC_GROUP, checked_ethnic_group
from domain.codes.person import POLITICAL_STATUS, SEX, checked_political_status, checked_sex
from domain.codes.public_roles import PUBLIC_ROLE, checked_public_role, level_of_public_role
from domain.codes.service_domains import SERVICE_DOMAIN
from domain.codes.social_work import (
    PROFESSIONAL_GRADE,
    SOCIAL_WORKER,
    TITLE_BAND,
    checked_professional_grade,
    checked_social_worker_level,
    usual_grades,
)
from domain.codes.table import CodeError, CodeList, Label

__all__ = [
    "CREDENTIAL",
    "CREDENTIALS_ASKED",
    "CREDIT_CODE_REGISTRARS",
    "DEGREE",
    "DOCUMENT_KINDS",
    "DUTY",
    "DUTY_GROUP",
    "EDUCATION",
    "ETHNIC_GROUP",
    "NATION",
    "POLITICAL_STATUS",
    "PROFESSIONAL_GRADE",
    "PUBLIC_ROLE",
    "SERVICE_DOMAIN",
    "SEX",
    "SOCIAL_WORKER",
    "TITLE_BAND",
    "Attainment",
    "CitizenId",
    "CodeError",
    "CodeList",
    "DivisionLevel",
    "Label",
    "attainment",
    "chain",
    "checked_credit_code",
    "checked_degree",
    "checked_division",
    "checked_document",
    "checked_duty",
    "checked_education",
    "checked_ethnic_group",
    "checked_political_status",
    "checked_professional_grade",
    "checked_public_role",
    "checked_sex",
    "checked_social_worker_level",
    "citizen_check_character",
    "credit_check_character",
    "division_level",
    "duty_group",
    "facts_of_document",
    "from_fifteen_digits",
    "is_within",
    "level_of_public_role",
    "mask_document",
    "mask_phone",
    "parent",
    "parse_citizen_id",
    "parse_residence_permit",
    "usual_grades",
]
