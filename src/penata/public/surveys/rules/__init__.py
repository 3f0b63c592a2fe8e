"""What the law says about satisfaction surveys (SKM, PermenPANRB 14/2017), and the house about all others; pure."""

PERMISSIONS: dict[str, str] = {
    "surveys.manage": "Membuat, memantau, dan menerbitkan survei unit mana pun",
}
