"""Two ways to one answer, timed in turns: a machine that slows down slows both."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Work = Callable[[], object]
FEWEST_ROUNDS = 5


@dataclass(frozen=True)
class Contest:
    """`ours` against `base`; `agree` raises AssertionError if their answers do not belong together.

    `aim` is the most that the ratio may be (0: it is only told). `clock` counts seconds that pass, database included,
    or with time.process_time those that this process works. Fewer than five rounds raise ValueError.
    """

    name: str
    base_name: str
    base: Work
    ours: Work
    agree: Callable[[object, object], None]
    rounds: int = 15
    times: int = 5
    aim: float = 0
    clock: Callable[[], float] = time.perf_counter

    def __post_init__(self) -> None:
        if self.rounds < FEWEST_ROUNDS:
            raise ValueError(f"{self.name}: {self.rounds} rounds say nothing, {FEWEST_ROUNDS} are the fewest")


@dataclass(frozen=True)
class Outcome:
    """Median milliseconds of both, and the ratio of the two in each round."""

    contest: Contest
    base_ms: float
    ours_ms: float
    ratios: tuple[float, ...]

    def __str__(self) -> str:
        low, high = min(self.ratios), max(self.ratios)
        contest = self.contest
        missed = f"  AIM {contest.aim:g} × MISSED" if self.missed else ""
        return (
            f"{contest.name:<44} {self.middle:6.2f} ×  ({low:.2f} – {high:.2f})   "
            f"{self.ours_ms:9.3f} ms against {self.base_ms:9.3f} ms: {contest.base_name}{missed}"
        )

    @property
    def middle(self) -> float:
        return statistics.median(self.ratios)

    @property
    def missed(self) -> bool:
        return bool(self.contest.aim) and self.middle > self.contest.aim


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
        for turn in (first, second):
            turn.append(_timed(contest.base if turn is base else contest.ours, contest))
    gc.unfreeze()
    ratios = tuple(mine / theirs for mine, theirs in zip(ours, base, strict=True))
    return Outcome(contest, statistics.median(base) * 1000, statistics.median(ours) * 1000, ratios)


def _timed(work: Work, contest: Contest) -> float:
    _ready(work)
    started = contest.clock()
    for _turn in range(contest.times):
        work()
    return (contest.clock() - started) / contest.times


def _ready(work: Work) -> Work:
    """What has to be put right before a turn (`work.before`), and is not timed."""
    before = getattr(work, "before", None)
    if before:
        before()
    return work
