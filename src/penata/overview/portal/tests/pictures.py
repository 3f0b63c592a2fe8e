from __future__ import annotations

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def photo(color: str = "red") -> SimpleUploadedFile:
    """A small real photograph."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(buffer, "JPEG")
    return SimpleUploadedFile("lampu.jpg", buffer.getvalue(), content_type="image/jpeg")
