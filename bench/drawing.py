"""The picture of a run: an SVG of two panels, with colours for a light and for a dark page."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from math import log10

from bench.accuracy import Accuracy
from bench.speed import SIZES, Cost

WIDTH, HEIGHT = 880, 330
TOP, BOTTOM = 62, 282
"""Between these, both panels are drawn."""
LEFT_PANEL = (190, 405)
RIGHT_PANEL = (500, 700)
LEAST_MS, MOST_MS = 0.1, 1_000.0
LABEL_GAP = 17
"""Pixels between two labels at the least."""
COLOURS = (("c0", "#0b5fd0", "#6cb0ff"), ("c1", "#a84300", "#ff9e57"), ("c2", "#8a6d00", "#e3c14a"),
           ("c3", "#0f7a4a", "#55d39a"), ("c4", "#8a3fb0", "#d79af5"))  # fmt: skip
"""Class, colour on white, colour on black; this matcher first."""


def draw(rows: Mapping[str, Accuracy], costs: Sequence[Cost]) -> str:
    """The picture as text."""
    classes = {name: colour[0] for name, colour in zip(rows, COLOURS, strict=False)}
    parts = [*_accuracy_panel(rows, classes), *_speed_panel(costs, classes)]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" aria-label="Accuracy and time per question of summitbot and its peers">'
    )
    return "\n".join([opening, _style(), '<rect class="page" width="100%" height="100%" rx="8"/>', *parts, "</svg>\n"])


def _accuracy_panel(rows: Mapping[str, Accuracy], classes: Mapping[str, str]) -> Iterable[str]:
    """For each matcher two dots on a line from 0 to 100 %: OSCR (filled) and acc0 (a ring)."""
    left, right = LEFT_PANEL
    yield _text(16, 26, "Unseen questions to a library's help desk", "title")
    yield from _legend(16, 46)
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = left + share * (right - left)
        yield f'<line class="grid" x1="{x:.1f}" y1="{TOP}" x2="{x:.1f}" y2="{BOTTOM}"/>'
        yield _text(x, BOTTOM + 18, f"{share:.0%}", "small", "middle")
    step = (BOTTOM - TOP) / len(rows)
    for at, (name, row) in enumerate(rows.items()):
        y = TOP + (at + 0.5) * step
        first, last = (left + share * (right - left) for share in (row.oscr or 0.0, row.acc0))
        yield _text(left - 12, y + 4, name, classes[name], "end")
        yield f'<line class="line {classes[name]}" x1="{first:.1f}" y1="{y:.1f}" x2="{last:.1f}" y2="{y:.1f}"/>'
        yield f'<circle class="dot {classes[name]}" cx="{first:.1f}" cy="{y:.1f}" r="6"/>'
        yield f'<circle class="ring {classes[name]}" cx="{last:.1f}" cy="{y:.1f}" r="6"/>'
        yield _text(last + 12, y + 4, f"{row.acc0:.0%}", "small")


def _legend(x: float, y: float) -> Iterable[str]:
    yield f'<circle class="ring plain" cx="{x + 5}" cy="{y - 4}" r="5"/>'
    yield _text(x + 16, y, "right topic (acc0)", "small")
    yield f'<circle class="dot plain" cx="{x + 139}" cy="{y - 4}" r="5"/>'
    yield _text(x + 150, y, "and told from out-of-scope ones (OSCR)", "small")


def _speed_panel(costs: Sequence[Cost], classes: Mapping[str, str]) -> Iterable[str]:
    """For each matcher a line of the mean time by the number of phrasings, both axes logarithmic."""
    left, right = RIGHT_PANEL
    yield _text(left - 45, 26, "Time for one question, mean", "title")
    yield _text(left - 45, 46, "one thread; by number of phrasings", "small")
    for power in range(round(log10(LEAST_MS)), round(log10(MOST_MS)) + 1):
        y = _height(10.0**power)
        yield f'<line class="grid" x1="{left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>'
        yield _text(left - 8, y + 4, f"{10.0**power:g} ms" if power < 3 else "1 s", "small", "end")
    for size in SIZES:
        yield _text(_across(size), BOTTOM + 18, f"{size:,}", "small", "middle")
    ends = {}
    for name, css in classes.items():
        points = [(_across(cost.size), _height(cost.mean)) for cost in costs if cost.matcher == name]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        yield f'<polyline class="line {css}" points="{path}"/>'
        yield from (f'<circle class="dot {css}" cx="{x:.1f}" cy="{y:.1f}" r="4"/>' for x, y in points)
        ends[name] = points[-1]
    for name, y in _spread({name: y for name, (_, y) in ends.items()}).items():
        yield _text(right + 12, y + 4, name, classes[name])


def _across(size: int) -> float:
    left, right = RIGHT_PANEL
    return left + (right - left) * (log10(size) - log10(SIZES[0])) / (log10(SIZES[-1]) - log10(SIZES[0]))


def _height(milliseconds: float) -> float:
    share = (log10(milliseconds) - log10(LEAST_MS)) / (log10(MOST_MS) - log10(LEAST_MS))
    return BOTTOM - (BOTTOM - TOP) * min(max(share, 0.0), 1.0)


def _spread(wanted: Mapping[str, float]) -> dict[str, float]:
    """Heights of labels near the wanted ones, from the top down, none on top of another."""
    placed: dict[str, float] = {}
    last = float("-inf")
    for name, y in sorted(wanted.items(), key=lambda item: item[1]):
        last = placed[name] = max(y, last + LABEL_GAP)
    return placed


def _text(x: float, y: float, words: str, css: str, anchor: str = "start") -> str:
    return f'<text class="{css}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _style() -> str:
    light = _colours("#ffffff", "#1f2328", "#59636e", "#d8dee4", {css: on_white for css, on_white, _ in COLOURS})
    dark = _colours("#0d1117", "#e6edf3", "#9aa5b1", "#30363d", {css: on_black for css, _, on_black in COLOURS})
    fixed = (
        "text { font: 13px system-ui, sans-serif; } .title { font-weight: 600; } .small { font-size: 12px; } "
        ".c0 { font-weight: 600; } .line { fill: none; stroke-width: 2; } .line.c0 { stroke-width: 3; } "
        ".ring { stroke-width: 2; }"
    )
    return f"<style>{fixed}\n{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}</style>"


def _colours(page: str, ink: str, faint: str, grid: str, matchers: Mapping[str, str]) -> str:
    rules = [f".page, .ring {{ fill: {page}; }} text {{ fill: {ink}; }} .small {{ fill: {faint}; }}"]
    rules += [f".grid {{ stroke: {grid}; }} .plain {{ stroke: {faint}; }} .dot.plain {{ fill: {faint}; }}"]
    for css, colour in matchers.items():
        rules.append(f"text.{css}, .dot.{css} {{ fill: {colour}; }} .line.{css}, .ring.{css} {{ stroke: {colour}; }}")
    return " ".join(rules)
