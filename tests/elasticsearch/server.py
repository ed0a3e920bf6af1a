"""The server of ``start``, for as long as a test session lasts."""

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from animerec.embedded.children import start_process, stop_all

START = Path(__file__).with_name("start")
# The first start fetches the jars.
START_SECONDS = 300.0
STOP_SECONDS = 15.0


class ElasticsearchUnavailable(RuntimeError):
    """The message is what ``start`` said."""


def can_be_started() -> bool:
    return all(shutil.which(program) for program in ("java", "javac", "mvn"))


@contextmanager
def elasticsearch_server(folder: Path) -> Iterator[str]:
    """Its URL. ``folder`` keeps the indices and the log; the server dies with this process, however that ends."""
    log = folder / "log"
    command = ["sh", str(START), "0", str(folder / "data")]
    process = start_process(command, env=os.environ, orphan_signal=signal.SIGTERM, log=log)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not (ready := re.search(r"^Elasticsearch \S+ is ready: (\S+)$", log.read_text(), re.MULTILINE)):
            if process.poll() is not None or time.monotonic() > deadline:
                raise ElasticsearchUnavailable(f"Elasticsearch can't be started: {log.read_text().strip()[-2000:]}")
            time.sleep(0.1)
        yield ready[1]
    finally:
        stop_all({process: STOP_SECONDS})
