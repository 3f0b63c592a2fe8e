"""What the teams of Kota Lama are for, who works in them, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Someone below a unit, or its head, in a team. `fate`: consented to, "refused" or "waits"."""

    unit: str
    work: str
    hours: int
    words: str = "Keahliannya dibutuhkan tim."
    leads: bool = False
    is_head: bool = False
    volunteers: bool = False
    fate: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """A team; days are counted from the city's today."""

    name: str
    unit: str
    purpose: str
    begins: int
    ends: int
    parts: tuple[Part, ...]
    skills: tuple[str, ...] = ()
    by_decree: bool = False
    is_call: bool = False
    outcome: str = ""
    result: str = ""


TEAMS: tuple[Story, ...] = (
    Story(
        "Tim Jalan Bebas Genangan",
        "DPU.2.1",
        "Dua belas ruas jalan yang tergenang setiap hujan kering dalam dua jam. Diketahui dari laporan warga dan "
        "catatan tinggi air di enam titik.",
        -62,
        118,
        (
            Part("DPU.2.1", "memimpin survei dan pekerjaan jalan", 8, leads=True, is_head=True),
            Part(
                "DPU.3.1", "memetakan saluran yang tersumbat", 6, answer="Setuju, setelah musim kemarau lebih longgar."
            ),
            Part("DLH.2", "mengangkut sedimen dan sampah saluran", 5),
            Part("KEC01", "menghubungi warga dan RT", 3),
            Part("DISKOMINFO", "mengolah data laporan genangan", 4, volunteers=True, words="Saya tinggal di ruas itu."),
            Part(
                "DISHUB",
                "mengatur lalu lintas selama pekerjaan",
                3,
                fate="refused",
                answer="Seluruh petugas terpakai untuk pengaturan akhir tahun. Mohon ajukan lagi bulan depan.",
            ),
            Part(
                "DISTARU",
                "membaca peta kontur",
                3,
                volunteers=True,
                fate="waits",
                words="Peta kontur kami menunjukkan tiga cekungan yang selalu tergenang; saya dapat membawanya.",
            ),
        ),
        ("Teknik Sipil", "Teknik Lingkungan", "Teknik Informatika"),
        is_call=True,
    ),
    Story(
        "Tim Siaga Banjir Musim Hujan",
        "BPBD",
        "Setiap rumah di tepi tiga sungai tahu ke mana mengungsi, dan pompa siap sebelum puncak hujan.",
        -20,
        150,
        (
            Part("BPBD", "memimpin posko dan latihan", 10, leads=True),
            Part("DPU.3", "memeriksa pompa dan pintu air", 6),
            Part("DINSOS", "menyiapkan dapur umum dan tempat mengungsi", 5),
            Part("DINKES", "menyiapkan pos kesehatan", 4),
            Part(
                "DPU",
                "memastikan jalur pengungsian dapat dilalui",
                4,
                fate="waits",
                words="Jalur pengungsian melewati jalan kota; kami perlu orang yang mengenalnya.",
            ),
            Part(
                "KEC01",
                "menyiapkan titik kumpul dan daftar warga rentan",
                4,
                fate="waits",
                words="Kelurahan di tepi sungai paling dahulu terendam; daftar warganya ada di kecamatan.",
            ),
        ),
        ("Kesehatan Masyarakat", "Kesejahteraan Sosial", "Teknik Sipil"),
        by_decree=True,
    ),
    Story(
        "Tim Percepatan Penurunan Stunting",
        "DINKES",
        "Anak berisiko stunting di empat kelurahan ditimbang setiap bulan dan keluarganya didampingi.",
        -210,
        155,
        (
            Part("DINKES", "memimpin dan menghimpun data posyandu", 8, leads=True),
            Part("DPPKB", "mendampingi keluarga", 8),
            Part("DINSOS", "menyalurkan bantuan pangan", 5),
            Part("DISDIK", "mengajak PAUD dan sekolah", 3),
            Part("KEC01", "menggerakkan kader kelurahan", 4),
            Part("DISPANGTAN", "memasok pangan lokal bergizi", 3, volunteers=True),
        ),
        ("Kesehatan Masyarakat", "Kesejahteraan Sosial", "Pertanian"),
        by_decree=True,
        is_call=True,
    ),
    Story(
        "Tim Satu Data Kota",
        "DISKOMINFO",
        "Data wilayah, pegawai, aset dan layanan disebut dengan satu kode oleh semua perangkat daerah.",
        -95,
        270,
        (
            Part("DISKOMINFO", "memimpin dan menyusun standar data", 10, leads=True),
            Part("BAPPERIDA", "menyelaraskan dengan perencanaan", 6),
            Part("BPKAD", "membersihkan data aset", 6),
            Part("DUKCAPIL", "menjaga padanan data penduduk", 5),
            Part(
                "BKPSDM",
                "mencocokkan data pegawai",
                3,
                volunteers=True,
                fate="waits",
                words="Saya setiap hari membetulkan data pegawai; ingin membetulkannya sekali untuk semua.",
            ),
        ),
        ("Teknik Informatika", "Akuntansi", "Ekonomi Pembangunan"),
        is_call=True,
    ),
    Story(
        "Tim Perizinan Tiga Hari",
        "DPMPTSP",
        "Izin bangunan rumah tinggal terbit dalam tiga hari kerja bila berkasnya lengkap.",
        -130,
        50,
        (
            Part("DPMPTSP", "memimpin dan menata alur loket", 10, leads=True),
            Part("DISTARU", "menilai gambar dalam satu hari", 8),
            Part("DLH", "menyederhanakan syarat lingkungan", 4),
            Part("DAMKAR", "menilai syarat keselamatan", 3),
            Part("DISKOMINFO", "menyambungkan sistem", 5),
        ),
        ("Teknik Sipil", "Teknik Lingkungan", "Administrasi Publik"),
    ),
    Story(
        "Tim Pasar Tanpa Sampah",
        "DLH",
        "Pasar Wilayah Timur memilah sampahnya; yang diangkut ke tempat akhir tinggal sepertiga.",
        -75,
        75,
        (
            Part("DLH.2", "memimpin dan melatih pemilahan", 8, leads=True),
            Part("DISDAG", "mengajak pedagang", 6),
            Part("KEC02", "menggerakkan bank sampah sekitar pasar", 3),
            Part("DPU.3.1", "membersihkan saluran pasar", 2),
        ),
        ("Teknik Lingkungan", "Ekonomi Pembangunan"),
        is_call=True,
    ),
    Story(
        "Tim Parkir Tertib Pusat Kota",
        "DISHUB",
        "Parkir di lima jalan pusat kota dibayar tanpa tunai dan tidak memakan trotoar.",
        -240,
        -12,
        (
            Part("DISHUB", "memimpin penataan", 8, leads=True),
            Part("SATPOL", "menertibkan bersama", 5),
            Part("BAPENDA", "menghitung pendapatan", 3),
            Part("DPU.2", "memperbaiki marka dan trotoar", 4),
        ),
        ("Transportasi", "Ilmu Hukum"),
    ),
    Story(
        "Tim Standar Pelayanan Loket",
        "SETDA.3.1",
        "Semua loket memakai standar pelayanan yang sama dan dapat dibaca warga.",
        -300,
        -60,
        (
            Part("SETDA.3", "memimpin penyusunan", 8, leads=True),
            Part("DPMPTSP", "mencoba standar di loket", 5),
            Part("DUKCAPIL", "mencoba standar di loket", 5),
            Part("KEC01", "mencoba standar di kecamatan", 3),
        ),
        ("Administrasi Publik", "Ilmu Pemerintahan"),
        outcome="met",
        result="Standar untuk 46 layanan ditetapkan dan dipasang di loket. Rata-rata waktu tunggu turun dari 41 "
        "menjadi 26 menit. Peninjauan tahunan diteruskan Bagian Organisasi.",
    ),
    Story(
        "Tim Pendampingan Pendaftaran Murid Baru",
        "DISDIK",
        "Tidak ada orang tua yang gagal mendaftar karena tidak paham sistemnya.",
        -190,
        -110,
        (
            Part("DISDIK", "memimpin posko pendaftaran", 12, leads=True),
            Part("DISKOMINFO", "menjaga sistem pendaftaran", 8),
            Part("DUKCAPIL", "memeriksa kartu keluarga", 6),
            Part("KEC01", "membuka posko kecamatan", 4),
        ),
        ("Pendidikan", "Teknik Informatika"),
        outcome="partly",
        result="2.340 orang tua didampingi; sistem dua kali lambat pada hari terakhir. Tahun depan hari terakhir "
        "dibagi menurut kecamatan; Dinas Pendidikan meneruskan.",
    ),
    Story(
        "Tim Hari Jadi Kota Lama",
        "DISBUDPAR",
        "Perayaan yang dibuat warga: dua puluh panggung kampung, tanpa sampah sesudahnya.",
        25,
        140,
        (
            Part("DISBUDPAR", "memimpin persiapan", 6, leads=True),
            Part("DISKOPUM", "menyiapkan pasar rakyat", 4),
            Part("SATPOL", "mengatur keamanan", 3, fate="waits", words="Panggung tersebar di dua puluh kampung."),
        ),
        ("Administrasi Publik",),
        is_call=True,
    ),
)
"""In the order of forming; the first is led by the officer whom visitors of the demonstration sign in as."""
