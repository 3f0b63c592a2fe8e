import io
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from penata.foundation.files.rules import Kind, kind_of, reencode, safe_name
from penata.foundation.refusals import Refused

from .conftest import picture


def refused(data: bytes) -> str:
    def attach() -> None:
        kind_of(data)
        reencode(data)

    with pytest.raises(Refused) as refusal:
        attach()
    return refusal.value.code


def bomb_png(width: int, height: int, rows: int) -> bytes:
    """A PNG that states a size of its own and holds `rows` rows of zeros, packed to almost nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(width * 3 + 1) * rows, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photographs_become_jpeg_with_a_small_one_beside(kind: str) -> None:
    photo = reencode(picture(kind, (4_000, 3_000)).getvalue())
    assert (photo.width, photo.height) == (2_048, 1_536)
    with Image.open(io.BytesIO(photo.data)) as big, Image.open(io.BytesIO(photo.thumb)) as small:
        assert (big.format, big.size, small.size) == ("JPEG", (2_048, 1_536), (480, 360))


def test_place_camera_and_comments_are_gone_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "Kamera"
    exif.get_ifd(0x8825)[2] = (6.0, 10.0, 0.0)
    original = picture("JPEG", (64, 48), exif=exif, comment=b"rahasia", icc_profile=b"profil").getvalue()
    photo = reencode(original)
    assert (photo.width, photo.height) == (48, 64)
    with Image.open(io.BytesIO(photo.data)) as image:
        assert not image.getexif()
        assert not {"comment", "icc_profile", "exif"} & set(image.info)
    assert b"Kamera" not in photo.data
    assert b"rahasia" not in photo.data


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "I;16"])
def test_every_kind_of_color_is_read(mode: str) -> None:
    assert reencode(picture("PNG", mode=mode).getvalue()).width == 64


def test_a_transparent_picture_stands_on_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(clear, "PNG")
    with Image.open(io.BytesIO(reencode(clear.getvalue()).data)) as image:
        assert image.getpixel((4, 4)) == (255, 255, 255)


def test_a_hundred_megapixels_of_jpeg_are_read_in_a_smaller_size() -> None:
    photo = reencode(picture("JPEG", (12_000, 8_400), mode="L").getvalue())
    assert (photo.width, photo.height) == (2_048, 1_434)


@pytest.mark.parametrize(
    "data",
    [
        bomb_png(30_000, 30_000, 10),
        bomb_png(8_000, 8_000, 10),
        picture("JPEG", (13_000, 10_000), mode="L").getvalue(),
        picture("JPEG", (8_000, 8_000), mode="L", progressive=True).getvalue(),
    ],
    ids=["900 MP", "64 MP of PNG", "130 MP of JPEG", "64 MP of progressive JPEG"],
)
def test_too_many_pixels_are_refused_before_they_are_unpacked(data: bytes) -> None:
    assert refused(data) == "files.too_many_pixels"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "files.empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "files.kind_unknown"),
        (b"GIF89a" + bytes(100), "files.kind_unknown"),
        (b"MZ" + bytes(100), "files.kind_unknown"),
        (b"PK\x03\x04" + bytes(100), "files.kind_unknown"),
        (b"\0\0\0\x18ftypheic" + bytes(100), "files.heic"),
        (picture("JPEG", (640, 480)).getvalue()[:-200], "files.broken_image"),
        (picture("PNG", (640, 480)).getvalue()[:200], "files.broken_image"),
        (picture("PNG").getvalue()[:8] + b"<svg/>", "files.broken_image"),
        (b"\xff\xd8\xff" + b"A" * 500, "files.broken_image"),
    ],
)
def test_what_is_not_a_whole_photograph_is_refused_in_its_own_words(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_file_that_is_two_things_at_once_is_only_a_picture_afterwards() -> None:
    both = picture("JPEG").getvalue() + b"<script>alert(1)</script>PK\x03\x04"
    data = reencode(both).data
    assert b"script" not in data
    assert b"PK\x03\x04" not in data


@given(st.binary(max_size=400), st.sampled_from([b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"]))
def test_any_bytes_give_a_photograph_or_a_refusal(rest: bytes, start: bytes) -> None:
    with suppress(Refused):
        reencode(start + rest)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Foto jalan rusak.JPG", "Foto-jalan-rusak.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\a\\b.png", "b.jpg"),
        ("gambar\u202egpj.exe", "gambargpj.jpg"),
        ("a\r\nSet-Cookie: x.png", "aSet-Cookie-x.jpg"),
        ("", "lampiran.jpg"),
        ("...", "lampiran.jpg"),
        ("x" * 300 + ".jpeg", "x" * 80 + ".jpg"),
        ("laporan.pdf.exe", "laporan.pdf.jpg"),
    ],
)
def test_names_lead_nowhere_and_pretend_nothing(name: str, safe: str) -> None:
    assert safe_name(name, Kind.IMAGE) == safe
