"""What residents of Kota Lama write in the forum, each in his own way."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = (
    "Siti Aminah", "Pak RT 05", "Budi Santoso", "Mbak Rini", "Yohanes", "Ibu Kartini", "Agus W", "Warga Gang Kelinci",
    "Dewi", "Komunitas Pesepeda", "Hasan", "Lestari", "Made", "Karang Taruna", "Opa Frans", "Nurul", "Tono", "Maria",
    "Ujang", "Fitri", "Bang Jali", "Ratih", "Slamet", "Vina", "Pak Haji Umar", "Anton", "Wulan", "Joko", "Mei Ling",
    "Rahmat",
)  # fmt: skip

FOR, AGAINST, PROPOSAL = "for", "against", "proposal"


@dataclass(frozen=True, slots=True)
class Talk:
    """A topic; each post is (stance, the post that it replies to, words)."""

    title: str
    words: str
    service: str
    days: int  # ago
    supports: int
    posts: tuple[tuple[str, int | None, str], ...]
    is_local: bool = False
    answer: str = ""
    promise: str = ""
    promised_days: int = 10
    became: tuple[tuple[str, str], ...] = ()
    kept: str = ""
    moderated: int | None = None


TOPICS = (
    Talk(
        "Lampu gang padam berminggu-minggu, bisakah ada jadwal pemeriksaan?",
        "Di gang kami lampu sudah padam tiga minggu. Anak-anak pulang mengaji dalam gelap. Kalau ada jadwal "
        "pemeriksaan keliling, warga tidak perlu melapor satu per satu.",
        "lampu-gang", 34, 27,
        (
            (FOR, None, "Setuju! Di RT kami juga begitu, dua tiang mati semua."),
            (PROPOSAL, None, "Usul: pakai lampu tenaga surya saja, tagihan listrik kelurahan jadi ringan."),
            ("", 1, "Baterainya sering dicuri, Mas. Di tempat saudara saya cuma tahan dua bulan."),
            ("", 1, "Bisa dipasang tinggi dan dikunci. Kami di gang sebelah sudah setahun aman."),
            ("", None, "petugasnya lamban bgt!! tiga minggu gak ada kabar, makan gaji buta"),
            (FOR, None, "Sebagai ibu yang jualan sampai malam, saya sangat butuh ini. Terima kasih."),
        ),
        is_local=True,
        answer="Terima kasih atas masukannya. Mulai bulan ini regu kami berkeliling tiap Selasa dan Kamis malam. "
        "Gang di topik ini kami dahulukan.",
        promise="Semua lampu di gang itu menyala", promised_days=8,
        moderated=4,
    ),
    Talk(
        "Pengangkutan sampah dua kali seminggu tidak cukup untuk daerah pasar",
        "TPS dekat pasar penuh sejak Senin siang. Baunya sampai ke sekolah. Mohon ditambah harinya.",
        "angkut-sampah", 41, 24,
        (
            (FOR, None, "Betul, apalagi kalau hujan airnya hitam mengalir ke jalan."),
            (AGAINST, None, "Kalau ditambah terus, warga jadi malas memilah. Tegakkan dulu aturan memilah."),
            ("", 1, "Setuju memilah, tapi pasar tidak bisa menunggu. Dua-duanya saja."),
            (PROPOSAL, None, "Bagaimana kalau pedagang iuran Rp 2.000 per hari untuk gerobak sampah sore?"),
        ),
        answer="Kami menambah satu pengangkutan tiap Sabtu pagi untuk TPS pasar, dan mengukur hasilnya selama sebulan.",
        promise="Pengangkutan Sabtu pagi berjalan", promised_days=6,
        became=(("under_way", "Jadwal baru dicoba di tiga TPS."), ("done", "TPS pasar tidak meluap lagi sebulan ini.")),
        kept="Truk tambahan berjalan tiap Sabtu pukul 05.30. Hasil timbangannya ada di kelurahan.",
    ),
    Talk(
        "Loket KTP: bisakah ada jam layanan sore untuk pekerja?",
        "Saya kerja pabrik masuk pagi. Mengurus KTP harus izin dan potong gaji. Kota tetangga buka sore tiap Rabu.",
        "ktp-elektronik", 27, 29,
        (
            (FOR, None, "Saya sudah dua kali batal karena tidak dapat izin. Mohon dipertimbangkan Bapak/Ibu."),
            (FOR, None, "setuju bgt. sabtu pagi jg boleh"),
            (AGAINST, None, "Kasihan petugasnya kalau lembur terus. Lebih baik pendaftaran daringnya dibenahi."),
            ("", 2, "Daring pun tetap harus datang foto dan ambil, Mbak."),
        ),
        answer="Usul ini kami terima. Kami menyusun giliran petugas agar tidak ada yang lembur melebihi ketentuan.",
        promise="Layanan Rabu sore dimulai", promised_days=30,
        became=(("accepted", "Percobaan tiga bulan, lalu dinilai bersama warga."),),
    ),
    Talk(
        "Trotoar di depan puskesmas tidak bisa dilewati kursi roda",
        "Ibu saya memakai kursi roda. Trotoarnya tinggi, bertiang di tengah, dan dipakai parkir. Tolong dilandaikan.",
        "trotoar-rusak", 19, 22,
        (
            (FOR, None, "Saya relawan disabilitas. Bisa bantu mengukur kemiringan yang benar, 1 banding 12."),
            (PROPOSAL, None, "Tiangnya dipindah ke pinggir, sekalian pasang pembatas supaya motor tidak naik."),
            ("", 0, "Terima kasih Mbak Lestari, boleh kami undang saat survei lapangan?"),
        ),
        is_local=True,
    ),
    Talk(
        "Jalan berlubang di tanjakan sudah memakan korban",
        "Minggu lalu dua motor jatuh di tanjakan. Lubangnya ditutup tanah, hilang kena hujan. Kapan diaspal?",
        "jalan-rusak", 23, 18,
        (
            ("", None, "Anak tetangga saya yang jatuh. Alhamdulillah hanya lecet."),
            (FOR, None, "Truk pasir lewat situ tiap malam, pantas cepat rusak."),
            (PROPOSAL, None, "Batasi truk di atas 8 ton sampai jalannya beres."),
        ),
        answer="Ruas itu jalan provinsi. Permintaan perbaikan sudah kami kirim, dan rambu kami pasang hari ini.",
        became=(("dropped", "Jalan provinsi: kewenangan Dinas PU Provinsi. Nomor suratnya ada di kantor kami."),),
    ),
    Talk(
        "Taman bermain di kelurahan kami gelap dan ayunannya patah",
        "Taman satu-satunya di sini. Ayunan patah sejak Lebaran, lampunya mati, jadi tempat nongkrong.",
        "taman-rusak", 12, 11,
        (
            (FOR, None, "Karang Taruna siap kerja bakti kalau catnya disediakan."),
            ("", 0, "Mantap! Saya ikut sumbang tenaga hari Minggu."),
        ),
        is_local=True,
    ),
    Talk(
        "Syarat izin usaha mikro masih diminta fotokopi berlapis",
        "Katanya sudah daring, tetapi di loket tetap diminta fotokopi KTP tiga lembar. Untuk apa?",
        "izin-usaha", 16, 15,
        (
            (FOR, None, "Sama. Saya disuruh pulang karena kurang satu lembar."),
            ("", None, "Di loket 2 tidak diminta kok, mungkin petugasnya belum tahu aturan baru."),
        ),
    ),
    Talk(
        "Genangan tiap hujan deras, got di sini tidak pernah dikeruk",
        "Setengah jam hujan, air masuk dapur. Gotnya penuh lumpur sejak dua tahun lalu.",
        "saluran-tersumbat", 9, 20,
        (
            (FOR, None, "Kami swadaya keruk tahun lalu, sebulan penuh lagi karena hilirnya buntu."),
            (PROPOSAL, None, "Petakan dulu alirannya dari hulu ke hilir, jangan dikeruk sepotong-sepotong."),
            ("", 1, "Saya punya foto dan titik-titiknya, nanti saya lampirkan lewat laporan."),
        ),
        is_local=True,
    ),
    Talk(
        "Bus sekolah gratis: rutenya belum sampai ke kampung atas",
        "Anak-anak kampung atas jalan kaki 3 km. Mohon satu rute lagi, pagi saja juga tidak apa.",
        "bus-kota", 21, 17,
        (
            (FOR, None, "Jalannya memang sempit, tapi mobil kecil bisa."),
            (AGAINST, None, "Lebih perlu jembatannya dulu, Pak. Bus tidak bisa lewat."),
        ),
    ),
    Talk(
        "Terima kasih, antrean puskesmas sekarang jauh lebih cepat",
        "Mau bilang terima kasih saja. Sejak ada nomor antre lewat pesan, saya tunggu 20 menit, dulu bisa 3 jam.",
        "", 6, 13,
        ((FOR, None, "Benar, semoga bertahan ya."), ("", None, "Di puskesmas timur belum, mohon menyusul.")),
    ),
    Talk(
        "Pasar malam di lapangan: ramai, tetapi parkirnya menutup jalan",
        "Pasar malamnya bagus untuk UMKM. Tapi ambulans kemarin tidak bisa lewat karena motor parkir dua lapis.",
        "", 4, 8,
        (
            (PROPOSAL, None, "Parkirnya dipindah ke halaman SD, sekalian kas sekolah."),
            (FOR, None, "Setuju, yang penting ambulans bisa lewat."),
        ),
        is_local=True,
    ),
    Talk(
        "Bagaimana cara ikut memilah sampah kalau truknya satu?",
        "Di rumah sudah kami pilah, lalu dicampur lagi di truk. Jadi percuma. Ada penjelasan?",
        "angkut-sampah", 2, 6,
        (("", None, "Nah ini pertanyaan saya juga dari dulu."),),
    ),
)  # fmt: skip
