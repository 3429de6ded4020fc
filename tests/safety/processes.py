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

_INHERITED: list[Any] = []  # kept, for what is collected says good-bye to the server

Act = Callable[[], object]


def together(acts: Sequence[Act]) -> list[str]:
    """What each act answered, or the codes of what refused it; all begin in the same moment."""
    connection.close()  # a connection is nobody's to share across a fork
    begin, said = FORK.Barrier(len(acts)), FORK.SimpleQueue()

    def one(number: int, act: Act) -> None:
        _connect_anew()
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
        _connect_anew()
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
    assert process.exitcode is not None, "the act hangs"
    return process.exitcode == -signal.SIGKILL


def _connect_anew() -> None:
    """A connection of this process's own. While a browser test's event loop runs in the parent, Django keeps its
    connections there in another place than here, where one from before may still be open: it is the parent's, and
    neither to be used nor to be ended properly."""
    inherited = connection.connection
    if inherited is not None:
        _INHERITED.append(inherited)
        if connection.vendor == "postgresql":
            os.close(inherited.fileno())
    connection.connect()
