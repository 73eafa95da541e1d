"""Bars as pictures: SVG by pygal, without script, in the colours of the pages."""

import sys
from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from fastapi import Response
from pygal import HorizontalBar
from pygal.style import Style

from api.queries.answers import PRIVATE

# The library puts a finder of plug-ins of its own among Python's, in a form that Python warns of; none is used here.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

WIDTH: Final = 520
ROW: Final = 30
FRAME: Final = 36
LABEL: Final = 14
"""Characters of a label; a longer one is cut."""
_FONT: Final = "'Noto Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"
_STYLE: Final = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#1f2a33",
    foreground_strong="#1f2a33",
    foreground_subtle="#d8dde1",
    colors=("#2f6690", "#d9b663"),
    font_family=_FONT,
    label_font_size=12,
    major_label_font_size=12,
    value_font_size=12,
    legend_font_size=12,
    value_colors=("#1f2a33", "#1f2a33"),
    opacity="1",
)
HEADERS: Final = {
    "Cache-Control": PRIVATE,
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
"""A picture is a document of its own: its style stands in it, and a page that shows it as an image runs nothing of it."""


def bars(labels: Sequence[str], series: Sequence[tuple[str, Sequence[int | None]]]) -> Response:
    """Horizontal bars, the first label on top; each series is named, and one alone needs no legend."""
    chart = HorizontalBar(
        style=_STYLE,
        js=[],
        width=WIDTH,
        height=FRAME + (ROW if len(series) > 1 else 0) + ROW * max(len(labels), 1) * len(series),
        explicit_size=True,
        show_legend=len(series) > 1,
        legend_at_bottom=True,
        legend_box_size=10,
        print_values=True,
        print_values_position="top",
        show_x_labels=False,
        show_x_guides=False,
        show_y_guides=False,
        margin=4,
        margin_left=4 + max((_wider(label) for label in labels), default=0),
        spacing=6,
        no_data_text="",
        truncate_label=LABEL,
        disable_xml_declaration=True,
    )
    chart.add_xml_filter(_without_scripts)
    chart.x_labels = list(reversed(labels))
    for name, values in series:
        chart.add(name, list(reversed(values)))
    return Response(chart.render(), media_type="image/svg+xml", headers=HEADERS)


def _wider(label: str) -> int:
    """How much more room a label needs than the library reckons, which takes every character for a Latin one."""
    return 5 * sum(ord(character) > 0x2E7F for character in label[:LABEL])


def _without_scripts(root: Element) -> Element:
    """The picture without what only a script would use."""
    for parent in list(root.iter()):
        for child in list(parent):
            if str(child.tag).rpartition("}")[2] == "script":
                parent.remove(child)
    return root
