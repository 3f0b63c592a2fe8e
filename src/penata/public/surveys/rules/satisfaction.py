"""The questionnaire of the satisfaction survey: nine elements, who answers (optional), and words (optional)."""

from __future__ import annotations

from .elements import ELEMENTS
from .questions import Kind, Option, Question

REMARK = "SARAN"
DEMOGRAPHICS = ("KELAMIN", "USIA", "PENDIDIKAN", "PEKERJAAN")
LAST_PAGE = 11

_FIT = (
    ("Tidak sesuai", "Not at all"), ("Kurang sesuai", "Not quite"), ("Sesuai", "Well"), ("Sangat sesuai", "Very well"),
)  # fmt: skip
_ASKED = {
    "U1": (
        "Bagaimana kesesuaian persyaratan yang diminta dengan layanan ini?",
        "How well did the requirements fit this service?",
        _FIT,
    ),
    "U2": (
        "Seberapa mudah prosedur layanan ini?",
        "How easy was the procedure of this service?",
        (("Tidak mudah", "Not easy"), ("Kurang mudah", "Not quite"), ("Mudah", "Easy"), ("Sangat mudah", "Very easy")),
    ),
    "U3": (
        "Seberapa cepat layanan ini diberikan?",
        "How quickly was this service given?",
        (("Tidak cepat", "Not quickly"), ("Kurang cepat", "Not quite quickly"), ("Cepat", "Quickly"),
         ("Sangat cepat", "Very quickly")),
    ),
    "U4": (
        "Bagaimana kewajaran biaya atau tarif layanan ini?",
        "How fair was the cost of this service?",
        (("Sangat mahal", "Very costly"), ("Cukup mahal", "Rather costly"), ("Murah", "Cheap"), ("Gratis", "Free")),
    ),
    "U5": (
        "Bagaimana kesesuaian hasil yang Anda terima dengan standar pelayanannya?",
        "How well did what you received match the service standard?",
        _FIT,
    ),
    "U6": (
        "Bagaimana kemampuan petugas yang melayani Anda?",
        "How competent were the officers who served you?",
        (("Tidak mampu", "Not competent"), ("Kurang mampu", "Not quite competent"), ("Mampu", "Competent"),
         ("Sangat mampu", "Very competent")),
    ),
    "U7": (
        "Bagaimana kesopanan dan keramahan petugas?",
        "How polite and friendly were the officers?",
        (("Tidak sopan", "Not polite"), ("Kurang sopan", "Not quite polite"), ("Sopan", "Polite"),
         ("Sangat sopan", "Very polite")),
    ),
    "SARPRAS": (
        "Bagaimana kualitas ruang, alat, dan fasilitas layanan?",
        "How good were the rooms, equipment and facilities?",
        (("Buruk", "Bad"), ("Cukup", "Fair"), ("Baik", "Good"), ("Sangat baik", "Very good")),
    ),
    "ADUAN": (
        "Bagaimana pengaduan, saran, dan masukan ditangani?",
        "How are complaints, suggestions and comments handled?",
        (("Tidak ada salurannya", "There is no way"), ("Ada tetapi tidak berfungsi", "There is one, not working"),
         ("Berfungsi tetapi kurang maksimal", "Works, could be better"), ("Dikelola dengan baik", "Handled well")),
    ),
}  # fmt: skip
_WHO = {
    "KELAMIN": ("Jenis kelamin", "Sex", (("L", "Laki-laki", "Male"), ("P", "Perempuan", "Female"))),
    "USIA": (
        "Usia",
        "Age",
        (("17", "17–24 tahun", "17–24"), ("25", "25–34 tahun", "25–34"), ("35", "35–44 tahun", "35–44"),
         ("45", "45–59 tahun", "45–59"), ("60", "60 tahun ke atas", "60 and older")),
    ),
    "PENDIDIKAN": (
        "Pendidikan terakhir",
        "Education",
        (("SD", "SD atau sederajat", "Primary school"), ("SMP", "SMP atau sederajat", "Junior high school"),
         ("SMA", "SMA atau sederajat", "Senior high school"), ("D", "Diploma", "Diploma"), ("S1", "S1", "Bachelor"),
         ("S2", "S2 ke atas", "Master or higher")),
    ),
    "PEKERJAAN": (
        "Pekerjaan",
        "Occupation",
        (("PNS", "PNS, TNI, atau Polri", "Civil servant, army or police"), ("SWASTA", "Pegawai swasta", "Employee"),
         ("USAHA", "Wirausaha", "Own business"), ("PELAJAR", "Pelajar atau mahasiswa", "Student"),
         ("LAIN", "Lainnya", "Other")),
    ),
}  # fmt: skip


def satisfaction_form() -> tuple[Question, ...]:
    """Nine elements on nine pages, each one tap; then who answers and words, which nobody has to give."""
    return (*_elements(), *_who(), _remark())


def _elements() -> list[Question]:
    found = []
    for page, code in enumerate(ELEMENTS, start=1):
        asked, english, answers = _ASKED[code]
        options = tuple(Option(str(n), {"id": i, "en": e}) for n, (i, e) in enumerate(answers, start=1))
        found.append(Question(code, Kind.SCALE, {"id": asked, "en": english}, page, options, is_required=True))
    return found


def _who() -> list[Question]:
    return [
        Question(
            code,
            Kind.CHOICE,
            {"id": asked, "en": english},
            LAST_PAGE - 1,
            tuple(Option(key, {"id": i, "en": e}) for key, i, e in options),
            is_segment=True,
        )
        for code, (asked, english, options) in _WHO.items()
    ]


def _remark() -> Question:
    words = {"id": "Apa yang sebaiknya kami perbaiki?", "en": "What should we do better?"}
    return Question(REMARK, Kind.TEXT, words, LAST_PAGE)
