"""Sex (GB/T 2261.1-2003) and political status (GB/T 4762-1984)."""

from domain.codes.table import CodeList

SEX = CodeList.of(
    "GB/T 2261.1-2003",
    "性别",
    "sex",
    {
        "0": ("未知的性别", "Unknown"),
        "1": ("男性", "Male"),
        "2": ("女性", "Female"),
        "9": ("未说明的性别", "Not stated"),
    },
)

POLITICAL_STATUS = CodeList.of(
    "GB/T 4762-1984",
    "政治面貌",
    "political status",
    {
        "01": ("中国共产党党员", "Member of the Communist Party of China"),
        "02": ("中国共产党预备党员", "Probationary member of the Communist Party of China"),
        "03": ("中国共产主义青年团团员", "Member of the Communist Youth League of China"),
        "04": (
            "中国国民党革命委员会会员",
            "Member of the Revolutionary Committee of the Chinese Kuomintang",
        ),
        "05": ("中国民主同盟盟员", "Member of the China Democratic League"),
        "06": ("中国民主建国会会员", "Member of the China National Democratic Construction Association"),
        "07": ("中国民主促进会会员", "Member of the China Association for Promoting Democracy"),
        "08": ("中国农工民主党党员", "Member of the Chinese Peasants' and Workers' Democratic Party"),
        "09": ("中国致公党党员", "Member of the China Zhi Gong Party"),
        "10": ("九三学社社员", "Member of the Jiusan Society"),
        "11": ("台湾民主自治同盟盟员", "Member of the Taiwan Democratic Self-Government League"),
        "12": ("无党派民主人士", "Personage without party affiliation"),
        "13": ("群众", "The masses (no affiliation)"),
    },
)


def checked_sex(code: str) -> str:
    """A code of GB/T 2261.1, else `CodeError`."""
    return SEX.check(code)


def checked_political_status(code: str) -> str:
    """A code of GB/T 4762, else `CodeError`."""
    return POLITICAL_STATUS.check(code)
