"""Photographs are drawn anew, so that nothing of the file but its picture stays: no place, no camera, no program."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from ...refusals import Refused

MOST_PIXELS = 120_000_000  # of a JPEG, which can be read in a smaller size
MOST_PIXELS_AT_ONCE = 36_000_000  # of what must be unpacked whole: PNG, WebP, progressive JPEG
SIDE = 2_048
THUMB_SIDE = 480
FORMATS = ("JPEG", "PNG", "WEBP")
BROKEN = (OSError, SyntaxError, ValueError, KeyError, IndexError, TypeError, EOFError, struct.error, zlib.error)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG of at most 2048 pixels a side, and a small one of 480."""

    data: bytes
    thumb: bytes
    width: int
    height: int


def reencode(data: bytes) -> Photo:
    """Draw a photograph anew, upright, without its metadata. Refused: too many pixels, or not a whole picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we judge the size ourselves
            image = Image.open(io.BytesIO(data), formats=FORMATS)
        with image:
            _measure(image)
            image.draft("RGB", (SIDE, SIDE))
            picture = _flat(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError as error:
        raise Refused("files.too_many_pixels", field="file", most=MOST_PIXELS // 1_000_000) from error
    except BROKEN as error:
        raise Refused("files.broken_image", field="file") from error
    picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    thumb = picture.copy()
    thumb.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return Photo(_jpeg(picture, 85), _jpeg(thumb, 80), *picture.size)


def _measure(image: Image.Image) -> None:
    """Judge the size that the header states, before a pixel is unpacked."""
    is_whole = image.format not in {"JPEG", "MPO"} or bool(image.info.get("progressive"))
    most = MOST_PIXELS_AT_ONCE if is_whole else MOST_PIXELS
    if image.width * image.height > most:
        raise Refused("files.too_many_pixels", field="file", most=most // 1_000_000)


def _flat(image: Image.Image) -> Image.Image:
    """Plain colors, on white where it was transparent."""
    image.load()
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        flat = Image.new("RGB", layered.size, "white")
        flat.paste(layered, mask=layered.getchannel("A"))
        return flat
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    buffer = io.BytesIO()
    image.info.clear()  # or a comment or color profile of the original would come along
    image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)  # not a record
    return buffer.getvalue()
