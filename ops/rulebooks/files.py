"""Rulebook files: a narrow YAML, read so that what an editor sees is what the rulebook gets.

Strings, integers, true and false, lists and maps; nothing that YAML would guess: no yes or no, no floats, no octal, no
anchors or aliases, no tags, no key twice. A date is a string. Every fault carries its line.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

import yaml

from domain.rulebook.book import ResolvedBook
from domain.rulebook.drafts import BookDraft, DraftRefused, Place, Problem, check_against, pointer, read_draft

BYTES_LIMIT: Final = 1_000_000
DEPTH_LIMIT: Final = 20
FOLDER: Final = Path(__file__).parent

_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,15}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GUESSED: Final = frozenset({"yes", "no", "on", "off", "y", "n", "null", "~", ""})
_OPENING: Final = (
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
)
_CLOSING: Final = (yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken, yaml.BlockEndToken)
_BOOLEANS: Final = {"true": True, "false": False}


def bundled() -> list[tuple[str, Path]]:
    """The rulebooks that come with the ledger: jurisdiction and file, the nation first, parents before children."""
    files = sorted(FOLDER.glob("*.yaml"), key=lambda path: (path.stem != "CN", path.stem))
    return [(path.stem, path) for path in files]


def check(path: Path, parent: ResolvedBook | None = None) -> list[Problem]:
    """Every fault of a file, under the books it would inherit from; empty when it can be enacted."""
    try:
        draft = load(path)
    except DraftRefused as refused:
        return list(refused.problems)
    return list(check_against(draft, parent))


def load(path: Path) -> BookDraft:
    """The draft in a file. Raises DraftRefused with every fault and its line, OSError when it cannot be read."""
    with path.open("rb") as file:
        content = file.read(BYTES_LIMIT + 1)
    return parse(content)


def parse(content: bytes) -> BookDraft:
    """The draft in a file's bytes. Raises DraftRefused."""
    if len(content) > BYTES_LIMIT:
        _refuse(1, f"文件超过 {BYTES_LIMIT} 字节", f"the file is over {BYTES_LIMIT} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        _refuse(line, "文件不是 UTF-8 编码", "the file is not UTF-8")
    root = _composed(text)
    lines: dict[Place, int] = {}
    reader = _Reader(lines)
    tree = reader.value(root, ()) if root is not None else {}
    if reader.problems:
        raise DraftRefused(reader.problems)
    return read_draft(tree, lambda place: lines.get(place, 0))


def _refuse(line: int, zh: str, en: str) -> NoReturn:
    raise DraftRefused([Problem(line, "", zh, en)])


def _composed(text: str) -> yaml.Node | None:
    """The nodes of the one document in a text."""
    try:
        _check_tokens(text)
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        _refuse(line, f"不是有效的 YAML：{error.problem}", f"no YAML: {error.problem}")
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        _refuse(line, "含有不允许的字符", "it holds a character that is not allowed")


def _check_tokens(text: str) -> None:
    """Refuse, before anything is built, what may grow without bound."""
    depth = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        line = token.start_mark.line + 1
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            _refuse(line, "不允许锚点与别名（& *）", "anchors and aliases (& *) are not allowed")
        if isinstance(token, yaml.TagToken):
            _refuse(line, "不允许标签（!）", "tags (!) are not allowed")
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > DEPTH_LIMIT:
            _refuse(line, f"嵌套超过 {DEPTH_LIMIT} 层", f"nested over {DEPTH_LIMIT} levels")


class _Reader:
    """Turns composed nodes into plain values and remembers the line of each place."""

    def __init__(self, lines: dict[Place, int]) -> None:
        self._lines = lines
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, place: Place) -> Any:
        """The plain value of a node."""
        self._lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, place)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._problem(key, place, "键应为文字", "a key is a string")
                continue
            name = str(key.value)
            self._lines[(*place, name)] = key.start_mark.line + 1
            if name in found:
                self._problem(key, (*place, name), f"键 {name} 重复", f"the key {name} is repeated")
            found[name] = self.value(item, (*place, name))
        return found

    def _scalar(self, node: yaml.ScalarNode, place: Place) -> Any:
        text = str(node.value)
        if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
            self._problem(node, place, "含有无效的 Unicode 字符", "it holds a lone surrogate")
            return ""
        if node.style is not None:
            return text
        if text in _BOOLEANS:
            return _BOOLEANS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if text.lower() in _GUESSED or text.lower() in _BOOLEANS:
            self._problem(
                node,
                place,
                f"“{text}”有歧义：真假写 true 或 false，文字加引号",
                f"{text!r} is ambiguous: write true or false, or quote the text",
            )
        elif not _DATE.fullmatch(text) and node.tag != "tag:yaml.org,2002:str":
            self._problem(
                node,
                place,
                f"“{text}”不是整数：不用小数、八进制等写法，文字加引号",
                f"{text!r} is no plain integer: no floats, octals and the like; quote a text",
            )
        return text

    def _problem(self, node: yaml.Node, place: Place, zh: str, en: str) -> None:
        self.problems.append(Problem(node.start_mark.line + 1, pointer(place), zh, en))
