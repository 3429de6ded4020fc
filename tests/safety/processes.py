"""Acts in processes of their own, as several web and worker processes do them: begun together, or killed midway."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from portal.cases.refusals import MoveRefused
from portal.cases.submissions import SubmissionRefused

FORK = multiprocessing.get_context("fork")
LONGEST = 60  # seconds, for a busy machine

Act = Callable[[], object]


def together(acts: Sequence[Act]) -> list[str]:
    """What each act answered, or the codes of what refused it; all begin in the same moment."""
    connection.close()  # a connection is nobody's to share across a fork
    begin, said = FORK.Barrier(len(acts)), FORK.SimpleQueue()

    def one(number: int, act: Act) -> None:
        connection.connect()
        begin.wait(LONGEST)
        said.put((number, _outcome(act)))
        connection.close()

    processes = [FORK.Process(target=one, args=pair) for pair in enumerate(acts)]
    for process in processes:
        process.start()
    answers = dict(said.get() for _ in acts)
    for process in processes:
        process.join(LONGEST)
    return [answers[number] for number in range(len(acts))]


def _outcome(act: Act) -> str:
    try:
        return str(act())
    except (MoveRefused, SubmissionRefused) as refused:
        return ",".join(finding.code for finding in refused.findings)
    except Exception as fault:
        return repr(fault)


def killed_at(statement: int, act: Act) -> bool:
    """Does the act in another process, killed as by kill -9 before its nth statement; False where it got through."""
    connection.close()

    def doomed() -> None:
        left = [statement]

        def count(execute: Any, *said: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*said)

        with connection.execute_wrapper(count):
            act()
        connection.close()

    process = FORK.Process(target=doomed)
    process.start()
    process.join(LONGEST)
    return process.exitcode == -signal.SIGKILL
