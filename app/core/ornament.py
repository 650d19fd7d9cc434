"""Fine-line ornament in the manner of engraved securities: the frame of the first page and the tint behind the name.

Curves are cubic Béziers fitted to the curve's own tangents, in hundredths of a millimetre, so that whole numbers are
precise enough. A part that repeats is drawn once and used again, which keeps the file small.
"""

from __future__ import annotations

from collections.abc import Callable
from math import cos, degrees, pi, sin

Point = tuple[float, float]
Curve = Callable[[float], Point]

INK, TINT = "#0f3b46", "#dfe8e9"
WIDTH, HEIGHT = 21000, 29700
EDGE, BAND = 900, 560
CORNER = EDGE + 1050
MIDDLE = EDGE + BAND // 2


def smooth(point: Curve, slope: Curve, end: float, steps: int) -> str:
    """One path from nought to the end of a curve, in so many pieces."""
    third = end / steps / 3
    (x, y), (dx, dy) = point(0), slope(0)
    path = [f"M{x:.0f} {y:.0f}"]
    for step in range(1, steps + 1):
        (u, v), (du, dv) = point(end * step / steps), slope(end * step / steps)
        handles = f"{x + dx * third:.0f} {y + dy * third:.0f} {u - du * third:.0f} {v - dv * third:.0f}"
        path.append(f"C{handles} {u:.0f} {v:.0f}")
        x, y, dx, dy = u, v, du, dv
    return "".join(path)


def strand(start: Point, length: float, periods: int, phase: float, *, upright: bool) -> str:
    """One wave along a side of the frame."""
    pace, swing = 2 * pi * periods / length, BAND * 0.42

    def point(s: float) -> Point:
        across = swing * sin(pace * s + phase)
        return (start[0] + across, start[1] + s) if upright else (start[0] + s, start[1] + across)

    def slope(s: float) -> Point:
        across = swing * pace * cos(pace * s + phase)
        return (across, 1) if upright else (1, across)

    return smooth(point, slope, length, periods * 3)


def ribbon(start: Point, length: float, periods: int, *, upright: bool, strands: int = 5) -> str:
    """Interlaced waves that share a period and differ in phase."""
    return "".join(strand(start, length, periods, 2 * pi * one / strands, upright=upright) for one in range(strands))


def flower(name: str, radius: float, depth: float, lobes: int, turns: int, pieces: int) -> str:
    """A rosette about the origin, whose radius swings so often in so many turns; one piece drawn, the others turned."""
    pace, span = lobes / turns, 2 * pi * turns / pieces

    def point(t: float) -> Point:
        r = radius + depth * cos(pace * t)
        return r * cos(t), r * sin(t)

    def slope(t: float) -> Point:
        r, dr = radius + depth * cos(pace * t), -depth * pace * sin(pace * t)
        return dr * cos(t) - r * sin(t), dr * sin(t) + r * cos(t)

    first = f'<path id="{name}" d="{smooth(point, slope, span, 4 * lobes // pieces)}"/>'
    angles = (degrees(span * one) % 360 for one in range(1, pieces))
    return first + "".join(f'<use href="#{name}" transform="rotate({angle:.4g})"/>' for angle in angles)


def notched(inset: int, cut: int = 430) -> str:
    """A rectangle whose corners step back for the roses."""
    left, top, right, bottom = inset, inset + cut, WIDTH - inset, HEIGHT - inset
    across = f"M{top} {left}H{right - cut}V{top}H{right}V{bottom - cut}H{right - cut}V{bottom}"
    return f"{across}H{top}V{bottom - cut}H{left}V{top}H{top}z"


def hairlines() -> str:
    """The outermost lines, open at the corners."""
    near = EDGE - 60
    level = "".join(f"M{CORNER} {y}H{WIDTH - CORNER}" for y in (near, HEIGHT - near))
    return level + "".join(f"M{x} {CORNER}V{HEIGHT - CORNER}" for x in (near, WIDTH - near))


def twice(name: str, path: str, away: str) -> str:
    """A ribbon and its twin on the other side."""
    return f'<path id="{name}" d="{path}"/><use href="#{name}" {away}/>'


def sides() -> str:
    """The four ribbons."""
    level = ribbon((CORNER, MIDDLE), WIDTH - 2 * CORNER, 13, upright=False)
    upright = ribbon((MIDDLE, CORNER), HEIGHT - 2 * CORNER, 19, upright=True)
    below, beside = f'y="{HEIGHT - 2 * MIDDLE}"', f'x="{WIDTH - 2 * MIDDLE}"'
    return twice("level", level, below) + twice("upright", upright, beside)


def roses() -> str:
    """A rose at each corner."""
    rose = flower("petals", 430, 240, 48, 5, 1) + flower("heart", 125, 75, 25, 3, 1)
    right, below = WIDTH - 2 * MIDDLE, HEIGHT - 2 * MIDDLE
    others = ((right, 0), (0, below), (right, below))
    placed = "".join(f'<use href="#rose" x="{x}" y="{y}"/>' for x, y in others)
    return f'<g id="rose" transform="translate({MIDDLE} {MIDDLE})">{rose}</g>{placed}'


def svg(width: int, height: int, body: str) -> bytes:
    """A drawing in its true size."""
    size = f'width="{width / 100:g}mm" height="{height / 100:g}mm" viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><g fill="none">{body}</g></svg>'.encode()


def frame() -> bytes:
    """The border of the first page: hairlines, a ribbon of waves, a rose at each corner."""
    inner = EDGE + BAND
    fine = f'<g stroke="{INK}" stroke-width="9">{sides()}{roses()}</g>'
    lines = f'<path stroke="{INK}" stroke-width="12" d="{hairlines()}{notched(inner + 60)}"/>'
    return svg(WIDTH, HEIGHT, f'{fine}{lines}<path stroke="{INK}" stroke-width="32" d="{notched(inner + 140)}"/>')


def rosette(size: int = 12000) -> bytes:
    """The tint behind the holder's name, light enough to vanish on a bad copier."""
    lines = flower("outer", 4400, 1450, 96, 11, 8) + flower("inner", 2050, 850, 60, 7, 6)
    middle = f"translate({size // 2} {size // 2})"
    return svg(size, size, f'<g stroke="{TINT}" stroke-width="14" transform="{middle}">{lines}</g>')
