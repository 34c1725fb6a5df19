"""The display of the story while it plays, and of the figures at its end."""

from collections import Counter
from types import TracebackType
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from demo.expectations import Surprise
from demo.labels import label_of
from demo.report import Line
from demo.steps import Step, Story
from shared.kernel.messages.text import visibly

STAGES = {
    "raise": "提 raise",
    "visit": "看 visit",
    "discuss": "议 discuss",
    "handle": "办 handle",
    "supervise": "督 supervise",
    "rate": "评 rate",
}
_LAST = 6


class StoryView:
    """A live view of the story; on a terminal that cannot redraw, one line a story day."""

    def __init__(self, console: Console, story: Story) -> None:
        self._console = console
        self._total = Counter(step.stage for step in story.steps)
        self._done: Counter[str] = Counter()
        self._last: list[str] = []
        self._day = ""
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
        )
        self._task = self._bar.add_task("", total=len(story.steps))
        self._live = Live(self._render(), console=console, refresh_per_second=8, transient=True)

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._console.is_terminal:
            self._live.stop()
        else:
            self._print_day()

    def step(self, step: Step, surprises: list[Surprise]) -> None:
        """One more step was taken."""
        day = f"{step.at:%Y-%m-%d}"
        if day != self._day and not self._console.is_terminal:
            self._print_day()
        self._day = day
        self._done[step.stage] += 1
        mark = "✗" if surprises else "✓"
        self._last = [
            *self._last,
            visibly(f"{mark} {step.at:%m-%d %H:%M} {step.actor} {step.id} {step.action} {step.note}"),
        ][-_LAST:]
        self._bar.update(self._task, advance=1, description=day)
        if self._console.is_terminal:
            self._live.update(self._render())

    def _print_day(self) -> None:
        if self._day:
            counts = "  ".join(f"{name} {self._done[stage]}" for stage, name in STAGES.items())
            self._console.print(f"{self._day}  {counts}", highlight=False)

    def _render(self) -> Group:
        stages = Table(box=None, padding=(0, 2))
        for name in STAGES.values():
            stages.add_column(name, justify="right")
        stages.add_row(*(f"{self._done[stage]}/{self._total[stage]}" for stage in STAGES))
        return Group(
            self._bar, stages, *(Text(line, overflow="ellipsis", no_wrap=True) for line in self._last)
        )


def show_figures(console: Console, lines: list[Line]) -> None:
    """Every figure beside the expected one; those that differ stand out."""
    table = Table(title="有约：故事的数字 the figures of the story")
    table.add_column("数字 figure", overflow="fold")
    table.add_column("应为 expected", justify="right")
    table.add_column("实为 counted", justify="right")
    table.add_column("")
    for line in lines:
        style = None if line.matches else "bold red"
        table.add_row(
            label_of(line.name), line.expected, line.counted, "✓" if line.matches else "✗", style=style
        )
    console.print(table)


def show_surprises(console: Console, surprises: list[Surprise]) -> None:
    """Print the expectations of the story that the platform did not meet."""
    for surprise in surprises:
        step = surprise.step
        console.print(
            f"[red]✗[/red] {step.at:%m-%d %H:%M} {step.id} {step.action}: {escape(visibly(surprise.what))}",
            highlight=False,
        )
