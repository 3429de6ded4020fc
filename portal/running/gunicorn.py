"""How gunicorn serves the portal: `gunicorn -c python:portal.running.gunicorn portal.wsgi`.

What a machine decides (address, numbers of workers and threads) stands on the command line or in GUNICORN_CMD_ARGS.
"""

import os
import shutil
import tempfile
from typing import Any

graceful_timeout = 30  # seconds for what is being answered when the server is told to stop
timeout = 60
keepalive = 5
# A header of the portal's size fits; what does not is somebody trying.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190
worker_tmp_dir = "/dev/shm"  # noqa: S108 - a worker's sign of life must not wait for a disk
control_socket_disable = True

METRICS = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(_server: Any) -> None:
    """Web processes count in files of a folder of their own; a server that begins counts from nothing."""
    os.environ[METRICS] = tempfile.mkdtemp(prefix="portal-metrics-")


def child_exit(_server: Any, worker: Any) -> None:
    """What a process counted stays in the sum after it; only its gauges go."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:
    shutil.rmtree(os.environ.pop(METRICS, ""), ignore_errors=True)
