"""What an audit bundle and the printed sheet say to a person, in both languages."""

from hashlib import sha256

from domain.notes import Checkpoint, VerifierKey

README = """审计包 Audit bundle
====================

组织 organisation  {organisation}
期间 period        {since} – {until}
账本 log           {origin}
截至 as of         第 {position} 号封存 the seal at position {position}

怎样核对 How to check it
------------------------

需要：任何装有 Python 3.9 的电脑（不必联网）、verify_ledger.py、书面公钥单上的公钥。
You need any computer with Python 3.9 (no network), verify_ledger.py, and the key from the printed sheet.

    python3 -I verify_ledger.py --key KEY {name}

退出码 0 表示全部读取且成立。verify_ledger.py 与公钥应另行取得，不要用本包附带的。
Exit status 0: everything was read and holds. Take the verifier and the key from elsewhere than this bundle.

里面有什么 What is in it
------------------------

checkpoint            签名的日志检查点 the signed head of the log
dossiers/             期间内由该组织及下级持有的人员、这些组织和规则书的全部记录，各附无遗漏的证明
                      all records of the workers held in the period by the organisation and all below it, of these
                      organisations and of the rulebooks, each with the proof that none is missing
rosters/              期间首末两日的花名册 the rosters of the first and the last day
rulebooks/            末日有效的规则与参数 the rules and settings in force on the last day
evaluations.json      考核、确认及所依据它的决定 assessments, confirmations, and the decisions that rest on them
decisions/            例外、违反、存疑的决定 decisions by exception, against a must, and questioned
sample.json           按种子抽取的记录，供逐条查看 a seeded sample of records to look at one by one
manifest.json         各文件的 SHA-256 the SHA-256 of every file

哪些能证明 What is proved
-------------------------

档案中的记录确由账本签名收录，且各流无一遗漏。花名册、考核与决定三类由这些记录算得，列有所依据的序号（rests_on），可据档案逐条复核。
The records in the dossiers are in the signed log, and none of a stream is missing. Rosters, evaluations and decisions are
computed from them, and name the positions they rest on, to be looked up in the dossiers.
涉及个人的值均为密文；可披露字段的密钥（.fieldkeys）另附。
Values about people are sealed; the keys of fields that may be disclosed come in a file of their own (.fieldkeys).
"""

SHEET = """履历账本公钥单  Public key of a Lüli ledger
=========================================

请打印、核对、签字后当面交给审计人员。Print, compare, sign, and hand over on paper.

账本名称 log
    {origin}

公钥 verifier key（核对时原样输入 to be typed as it is）
    {key}

指纹 fingerprint（SHA-256 of the 32 bytes of the key）
{fingerprint}

当前检查点 the log now
    {size} 条记录 records
    根 root
{root}

日期 date ____________________    单位 body ______________________________

交付人 handed over by ______________________    接收人 received by ______________________
"""


def sheet(key: VerifierKey, checkpoint: Checkpoint) -> str:
    """The sheet that is handed over on paper: the key, its fingerprint, and where the log stands."""
    return SHEET.format(
        origin=key.name,
        key=key.text(),
        fingerprint=_grouped(sha256(key.public_key).hexdigest()),
        size=checkpoint.size,
        root=_grouped(checkpoint.root.hex()),
    )


def _grouped(digits: str) -> str:
    """Hexadecimal digits in groups of four, eight a line, as one reads them aloud."""
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    lines = [" ".join(groups[at : at + 8]) for at in range(0, len(groups), 8)]
    return "\n".join(f"    {line}" for line in lines)
