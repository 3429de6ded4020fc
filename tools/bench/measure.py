"""Two ways to one answer, timed in turns: a machine that slows down slows both."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Contest:
    """`ours` against `base`; `agree` raises AssertionError if their answers do not belong together."""

    name: str
    base_name: str
    base: Work
    ours: Work
    agree: Callable[[object, object], None]
    rounds: int = 15
    times: int = 5


@dataclass(frozen=True)
class Outcome:
    """Median milliseconds of both, and the ratio of the two in each round."""

    contest: Contest
    base_ms: float
    ours_ms: float
    ratios: tuple[float, ...]

    def __str__(self) -> str:
        middle, low, high = statistics.median(self.ratios), min(self.ratios), max(self.ratios)
        contest = self.contest
        return (
            f"{contest.name:<44} {middle:6.2f} ×  ({low:.2f} – {high:.2f})   "
            f"{self.ours_ms:9.3f} ms against {self.base_ms:9.3f} ms: {contest.base_name}"
        )


def same(left: object, right: object) -> None:
    assert left == right, f"{left!r} is not {right!r}"


def run(contest: Contest) -> Outcome:
    """Check both answers, warm both up, then time them in turns."""
    contest.agree(_ready(contest.base)(), _ready(contest.ours)())
    base: list[float] = []
    ours: list[float] = []
    gc.collect()
    # What was built before the race is not looked through again in the middle of somebody's turn.
    gc.freeze()
    for number in range(contest.rounds):
        first, second = (base, ours) if number % 2 else (ours, base)
        for clock in (first, second):
            clock.append(_timed(contest.base if clock is base else contest.ours, contest.times))
    gc.unfreeze()
    ratios = tuple(mine / theirs for mine, theirs in zip(ours, base, strict=True))
    return Outcome(contest, statistics.median(base) * 1000, statistics.median(ours) * 1000, ratios)


def _timed(work: Work, times: int) -> float:
    _ready(work)
    started = time.perf_counter()
    for _turn in range(times):
        work()
    return (time.perf_counter() - started) / times


def _ready(work: Work) -> Work:
    """What has to be put right before a turn (`work.before`), and is not timed."""
    before = getattr(work, "before", None)
    if before:
        before()
    return work
