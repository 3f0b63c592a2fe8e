"""What is laid before the public in Kota Lama, and what its people say."""

from __future__ import annotations

# words; how likely traders, neighbors and civil servants agree
STATEMENTS: tuple[tuple[str, float, float, float], ...] = (
    ("Izin usaha kecil harus selesai dalam satu hari kerja.", 0.95, 0.55, 0.15),
    ("Semua syarat cukup difoto dengan telepon, tanpa fotokopi.", 0.95, 0.5, 0.45),
    ("Loket tatap muka tidak boleh dihapus.", 0.35, 0.97, 0.8),
    ("Petugas menelepon pemohon bila berkasnya kurang, bukan menolak.", 0.95, 0.95, 0.85),
    ("Biaya tiap izin ditempel besar-besar di pintu masuk.", 0.97, 0.97, 0.9),
    ("Kelurahan boleh memutus izin usaha rumahan.", 0.85, 0.8, 0.2),
    ("Tetangga harus setuju lebih dahulu sebelum izin usaha diberikan.", 0.1, 0.85, 0.55),
    ("Izin yang terlambat dianggap diberikan.", 0.92, 0.4, 0.05),
    ("Jam layanan sampai pukul tujuh malam dua kali seminggu.", 0.88, 0.85, 0.25),
    ("Sabtu pagi loket dibuka.", 0.85, 0.8, 0.2),
    ("Pemeriksaan lapangan wajib untuk warung makan.", 0.2, 0.9, 0.92),
    ("Pemeriksaan lapangan dapat diganti dengan video.", 0.9, 0.25, 0.3),
    ("Nomor antrean diambil dari rumah.", 0.95, 0.6, 0.85),
    ("Ada satu orang yang bertanggung jawab atas tiap berkas dari awal sampai akhir.", 0.92, 0.9, 0.75),
    ("Nama petugas yang memegang berkas diberitahukan kepada pemohon.", 0.88, 0.85, 0.25),
    ("Pemohon lanjut usia didampingi sampai selesai.", 0.75, 0.97, 0.9),
    ("Perpanjangan izin otomatis bila tidak ada keluhan.", 0.92, 0.35, 0.35),
    ("Izin dicabut bila tetangga tiga kali mengeluh dan terbukti.", 0.2, 0.92, 0.7),
    ("Jumlah petugas loket harus ditambah sebelum waktunya dipersingkat.", 0.35, 0.6, 0.97),
    ("Standar baru dicoba tiga bulan sebelum ditetapkan.", 0.45, 0.7, 0.92),
    ("Hasil survei kepuasan dipasang di ruang tunggu.", 0.85, 0.88, 0.75),
    ("Formulir cukup satu lembar.", 0.96, 0.92, 0.6),
    ("Data yang sudah dimiliki kota tidak boleh diminta lagi.", 0.97, 0.88, 0.8),
    ("Pembayaran hanya nontunai.", 0.8, 0.12, 0.75),
    ("Calo dilarang masuk ruang tunggu.", 0.85, 0.95, 0.95),
    ("Kios layanan keliling datang ke pasar tiap minggu.", 0.88, 0.92, 0.3),
    ("Usaha di gang sempit tidak diberi izin.", 0.1, 0.7, 0.5),
    ("Parkir di depan toko menjadi syarat izin.", 0.12, 0.85, 0.65),
    ("Musik keras di warung dibatasi sampai pukul sembilan malam.", 0.25, 0.95, 0.8),
    ("Pelaku usaha baru diberi bimbingan setengah hari.", 0.75, 0.8, 0.7),
    ("Petugas yang lambat mendapat teguran tertulis.", 0.85, 0.75, 0.1),
    ("Petugas berhak menolak berkas yang tidak lengkap di loket.", 0.1, 0.35, 0.92),
    ("Keterlambatan karena sistem pusat tidak dihitung.", 0.12, 0.3, 0.95),
    ("Alasan penolakan ditulis dengan pasalnya.", 0.95, 0.9, 0.88),
    ("Ada meja khusus untuk usaha rumahan.", 0.8, 0.75, 0.45),
    ("Warga dapat melihat di peta usaha apa yang sedang mengurus izin.", 0.3, 0.92, 0.4),
    ("Berkas boleh diserahkan oleh keluarga.", 0.85, 0.88, 0.55),
    ("Ruang tunggu perlu tempat bermain anak.", 0.5, 0.75, 0.4),
)
ADDED: tuple[tuple[str, float, float, float], ...] = (
    ("Izin untuk usaha warga penyandang disabilitas diurus di rumah.", 0.85, 0.95, 0.75),
    ("Pesan singkat dikirim tiap kali berkas berpindah meja.", 0.95, 0.8, 0.4),
)
WAITING = ("Tolong parkir gratis 15 menit di depan kantor.", "Pak RT saja yang memutuskan.")
PARTS: tuple[tuple[str, str], ...] = (
    (
        "Persyaratan",
        "Pemohon menyerahkan foto kartu tanda penduduk dan alamat tempat usaha. Data yang sudah dimiliki kota tidak "
        "diminta lagi.\n\nUsaha makanan dan minuman menambahkan surat keterangan laik sehat.",
    ),
    (
        "Waktu penyelesaian",
        "Izin usaha mikro selesai dalam satu hari kerja sejak berkas lengkap, izin lain dalam tiga hari kerja.\n\n"
        "Bila berkas kurang, petugas menghubungi pemohon pada hari yang sama. "
        "Waktu berhenti sampai berkas dilengkapi.\n\n"
        "Bila waktunya terlewati, kepala bidang menjelaskan sebabnya kepada pemohon secara tertulis.",
    ),
    ("Biaya", "Tidak dipungut biaya. Siapa pun yang meminta uang dilaporkan lewat halaman lapor kota."),
    (
        "Penanganan pengaduan",
        "Pengaduan dijawab dalam lima hari kerja oleh kepala bidang. Keberatan atas jawabannya diputus kepala dinas.",
    ),
)
SCENARIOS: tuple[tuple[str, str], ...] = (
    (
        "Jam kerja seperti sekarang, loket ditambah",
        "Senin sampai Jumat pukul 08.00–15.30, dengan dua loket lagi.",
    ),
    ("Dua malam seminggu", "Selasa dan Kamis sampai pukul 19.00; Jumat siang tutup."),
    ("Sabtu pagi", "Sabtu pukul 08.00 sampai 12.00; Senin pagi tutup."),
)
COMMENTS: tuple[tuple[int, int, str, str], ...] = (  # section, paragraph, name, words
    (1, 1, "Bu Wati, warung Melati", "Kartu keluarga masih diminta di loket bulan lalu. Tolong tegaskan tidak perlu."),
    (1, 2, "", "Surat laik sehat lama sekali keluarnya. Apakah boleh menyusul?"),
    (
        2,
        1,
        "Karang Taruna Sukamaju",
        "Satu hari kerja bagus, asal dihitung sejak berkas dikirim.",
    ),
    (2, 1, "", "Apakah tiga hari untuk bengkel tidak terlalu cepat? Tetangga perlu tahu."),
    (2, 2, "Pak Danu", "Hubungi lewat pesan saja, saya sering tidak dapat mengangkat telepon saat berjualan."),
    (2, 3, "", "Penjelasan tertulis tidak cukup. Sebutkan hari selesai yang baru."),
    (3, 1, "Paguyuban Pasar Lama", "Setuju. Pasang juga nomor untuk melapor di tiap loket."),
    (4, 1, "", "Lima hari kerja terlalu lama untuk izin satu hari."),
)
