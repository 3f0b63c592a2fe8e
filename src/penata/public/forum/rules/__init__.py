"""What may be written, who may decide, what votes on statements say; pure."""

MODERATE, MANAGE = "forum.moderate", "forum.manage"
PERMISSIONS: dict[str, str] = {
    "forum.moderate": "Memoderasi forum: antrean, banding, daftar kata",
    "forum.manage": "Menjawab dan mengubah keadaan topik unit mana pun",
    "forum.hearings": "Mengurus konsultasi publik dan jajak pendapat unit mana pun",
}
