"""plot_growth.py NAME TABLE TABLE: from two tables of cordon_bench (CSV) to the drawing of that name
(SVG, standard output) and its tables in Markdown (standard error). The same tables make the same
bytes. See plot-growth.sh."""

import csv
import math
import sys

WIDTH, HEIGHT, LEFT, TOP = 300, 220, 60, 40
STYLE = (
    "text{font:11px sans-serif;fill:#444}.t{font-size:13px;fill:#222}.e{text-anchor:end}"
    ".m{text-anchor:middle}.g{stroke:#ddd}.l{fill:none;stroke:#2563a8;stroke-width:1.5}"
    ".d{fill:#2563a8}.o{fill:#fff;stroke:#b3261e;stroke-width:1.5}"
)


class Axis:
    """What one curve shows, and which of a benchmark's arguments is its size."""

    def __init__(self, title, below, column, logarithmic=True, argument=1):
        self.title, self.below, self.column = title, below, column
        self.logarithmic, self.argument = logarithmic, argument


DRAWINGS = {
    "prover": [
        Axis("No new access: more statements", "statements", "statements"),
        Axis("The weak spot; hollow: undecided", "k texts in k characters", "k", False),
    ],
    "contain": [
        Axis("50 steps: more credentials and principals", "credentials", "credentials"),
        Axis("1,000 credentials: more steps", "steps", "steps", argument=2),
    ],
}


def read(path, axis):
    """(size, milliseconds, undecided) of each run."""
    with open(path, encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["name"].startswith("bm_")]
    return [
        (
            int(row["name"].split("/")[axis.argument]),
            float(row["cpu_time"]),
            row.get("undecided") == "1",
        )
        for row in rows
    ]


def number(value):
    """Two digits that count."""
    return f"{float(f'{value:.2g}'):g}"


class Panel:
    """One curve; times stand on a logarithmic axis of whole decades."""

    def __init__(self, axis, runs, left):
        self.title, self.below, self.logarithmic = axis.title, axis.below, axis.logarithmic
        self.runs, self.left = runs, left
        times = [math.log10(time) for _, time, _ in runs]
        self.low, self.high = math.floor(min(times)), math.ceil(max(times))

    def x(self, size):
        scale = math.log10 if self.logarithmic else float
        first, last = scale(self.runs[0][0]), scale(self.runs[-1][0])
        return self.left + 10 + (WIDTH - 20) * (scale(size) - first) / (last - first)

    def y(self, time):
        part = (math.log10(time) - self.low) / (self.high - self.low)
        return TOP + HEIGHT - HEIGHT * part

    def draw(self):
        right, bottom = self.left + WIDTH, TOP + HEIGHT
        yield f'<text class="t" x="{self.left}" y="{TOP - 18}">{self.title}</text>'
        for decade in range(self.low, self.high + 1):
            y = self.y(10**decade)
            yield f'<line class="g" x1="{self.left}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>'
            label = f"{number(10**decade)} ms"
            yield f'<text class="e" x="{self.left - 6}" y="{y + 4:.1f}">{label}</text>'
        points = [(self.x(size), self.y(time), undecided) for size, time, undecided in self.runs]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in points)
        yield f'<polyline class="l" points="{path}"/>'
        for x, y, undecided in points:
            kind = "o" if undecided else "d"
            yield f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
        for size, _, _ in self.runs:
            if self.logarithmic or size % 2 == 0:
                yield f'<text class="m" x="{self.x(size):.1f}" y="{bottom + 18}">{size:,}</text>'
        yield f'<text class="m" x="{self.left + WIDTH // 2}" y="{bottom + 36}">{self.below}</text>'


def drawing(panels, width, height):
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">'
    )
    yield f'<style>{STYLE}</style><rect width="{width}" height="{height}" fill="#fff"/>'
    for panel in panels:
        yield from panel.draw()
    yield "</svg>"


def table(axis, runs):
    yield f"| {axis.column} | time |\n| --- | --- |"
    for size, time, undecided in runs:
        yield f"| {size:,} | {number(time)} ms{', undecided' if undecided else ''} |"


def main():
    axes = DRAWINGS[sys.argv[1]]
    curves = [read(path, axis) for path, axis in zip(sys.argv[2:], axes, strict=True)]
    step = WIDTH + 80
    panels = [Panel(axes[i], curves[i], LEFT + i * step) for i in range(len(axes))]
    width = LEFT + (len(axes) - 1) * step + WIDTH + 20
    print("\n".join(drawing(panels, width, TOP + HEIGHT + 50)))
    for axis, runs in zip(axes, curves):
        print("\n".join(table(axis, runs)), file=sys.stderr)


main()
