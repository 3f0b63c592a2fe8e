import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), mode: str = "RGB", **options: Any) -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new(mode, size, "teal" if mode in {"RGB", "RGBA"} else 1).save(buffer, kind, **options)
    buffer.seek(0)
    buffer.name = f"foto.{kind.lower()}"
    return buffer


@pytest.fixture
def photo() -> Callable[..., io.BytesIO]:
    return picture
