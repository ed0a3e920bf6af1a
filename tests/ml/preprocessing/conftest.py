from collections.abc import Iterator
from pathlib import Path

import pytest

from ml.preprocessing.session import end_session, spark_session


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    # A folder with a blank in its name: operators have such.
    folder: Path = tmp_path_factory.mktemp("spark work")
    session = spark_session(app_name="tests", master="local[2]", work_dir=folder)
    yield session
    end_session(session)
