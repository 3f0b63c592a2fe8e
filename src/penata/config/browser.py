"""The browser libraries: which files of `node_modules` are served, and how all static files get their hashed names."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, get_finders
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from penata.config import database, styles

# address below /static/browser/ → folder in node_modules, files in it
LIBRARIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "jakarta": ("@fontsource-variable/plus-jakarta-sans/files", ("plus-jakarta-sans-latin-wght-normal.woff2",)),
    "leaflet": ("leaflet/dist", ("leaflet.js", "leaflet.css", "images/*.png")),
    "echarts": ("echarts/dist", ("echarts.common.min.js",)),
    "altcha": (
        "altcha/dist",
        ("external/altcha.min.js", "external/altcha.css", "workers/pbkdf2.js", "workers/sha.js", "i18n/id.js"),
    ),
}


class Libraries(BaseFinder):
    """Finds the few files named in LIBRARIES, never the whole of node_modules; of Tabler only what the pages use."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.folders = {
            f"browser/{name}": (Path(settings.NODE_MODULES) / folder, patterns)
            for name, (folder, patterns) in LIBRARIES.items()
        }
        self.picked = database.DATA / "browser" / "tabler.css"
        self.folders["browser/tabler"] = (self.picked.parent, (self.picked.name,))

    def _pick(self) -> None:
        full = Path(settings.NODE_MODULES) / "@tabler/core/dist/css/tabler.min.css"
        if full.is_file():
            styles.write_picked(full, self.picked)

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        self._pick()
        for prefix, (folder, patterns) in self.folders.items():
            storage = FileSystemStorage(location=folder)
            storage.prefix = prefix  # type: ignore[attr-defined]  # collectstatic puts it before each path
            for pattern in patterns:
                for file in sorted(folder.glob(pattern)):
                    yield file.relative_to(folder).as_posix(), storage

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        for prefix, (folder, patterns) in self.folders.items():
            rest = path.removeprefix(prefix + "/")
            if rest == self.picked.name:
                self._pick()
            if rest != path and any(fnmatch(rest, pattern) for pattern in patterns):
                file = folder / rest
                if file.is_file():
                    return [str(file)] if find_all else str(file)
        return []


class Storage(CompressedManifestStaticFilesStorage):
    """Hashed, compressed static files; plain names for what has not been collected (development and tests)."""

    manifest_strict = False
    patterns = (  # source maps are left out: they are not served
        ("*.css", (r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",)),
    )

    @cache  # noqa: B019  # one storage lives as long as its process, and names few files
    def url(self, name: str, force: bool = False) -> str:
        return str(super().url(name, force))

    def stored_name(self, name: str) -> str:
        if not settings.IS_COLLECTED:
            return name
        return self.hashed_files.get(self.hash_key(self.clean_name(name))) or name


def collect() -> bool:
    """Gather all static files under STATIC_ROOT, unless nothing has changed since the last time; True when it did."""
    mark = Path(settings.STATIC_ROOT) / "collected.txt"
    fingerprint = _fingerprint()
    if mark.is_file() and mark.read_text() == fingerprint:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, clear=mark.parent.is_dir())
    mark.write_text(fingerprint)
    return True


def _fingerprint() -> str:
    """A digest over name, size and time of each static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            digest.update(json.dumps([path, stat.st_size, stat.st_mtime_ns]).encode())
    return digest.hexdigest()
