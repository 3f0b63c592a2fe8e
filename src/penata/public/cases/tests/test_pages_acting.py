"""What officers do over the pages: each act, the queues, the counter, papers and exports."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from .. import actions
from ..models import Case, Handover, ReplyTemplate
from .conftest import RESIDENT, WORDS

pytestmark = pytest.mark.django_db


def page(client, case: Case):
    return client.get(case.get_absolute_url())


# Acting


def test_an_officer_answers_and_the_reporter_is_told(today_case, act):
    case = today_case()
    answer = act("KABID-JALAN", case, "answer", text="Lampu sudah menyala.", is_final="yes")
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == "answered"


def test_an_invalid_form_comes_back_with_what_was_typed(today_case, act):
    answer = act("KABID-JALAN", today_case(), "answer", text="", is_final="no")
    assert answer.status_code == 422
    assert b'value="no" ' in answer.content or b'value="no"' in answer.content
    assert "Ada yang perlu diperbaiki" in answer.content.decode()


def test_what_an_action_refuses_stands_beside_its_field(today_case, act, city):
    case = today_case()
    to = city.positions["CAMAT-SUKA"].id  # whom no proposal names, so that no article comes with him
    answer = act("KABID-JALAN", case, "hand_over", to=to, reason="not_mandate", because="Bukan lampu", article="")
    assert answer.status_code == 422
    assert "Sebutkan pasal" in answer.content.decode()
    assert "Bukan lampu" in answer.content.decode()
    assert not Handover.objects.exists()


def test_a_handover_goes_its_way_over_the_pages(today_case, act, as_, city):
    case = today_case()
    to = city.positions["KABID-SAMPAH"].id
    act("KABID-JALAN", case, "hand_over", to=to, reason="not_mandate", because="Sampah", article="Perda 3 pasal 9")
    shown = page(as_("KABID-SAMPAH"), case).content.decode()
    assert "Terima pelimpahan" in shown
    assert act("KABID-SAMPAH", case, "accept_handover").status_code == 302
    case.refresh_from_db()
    assert case.position == city.positions["KABID-SAMPAH"]


def test_a_handover_page_proposes_whom_the_mandates_name_and_finds_others(today_case, as_, city):
    case = today_case(words="Sampah menumpuk di TPS dekat lampu jalan yang mati")
    client, path = as_("KABID-JALAN"), reverse("cases:act", args=[case.reference, "hand_over"])
    assert "Kepala Bidang Kebersihan" in client.get(path).content.decode()
    answer = client.post(path, {"seek": "1", "find": "lurah sukamaju", "because": "Milik kelurahan"})
    assert answer.status_code == 200
    assert "Lurah Sukamaju" in answer.content.decode()
    assert "Milik kelurahan" in answer.content.decode()
    assert "Perlu diperbaiki" not in answer.content.decode()


def test_the_article_of_the_chosen_mandate_is_enough(today_case, act, city):
    case = today_case(words="Sampah menumpuk di TPS dekat lampu jalan yang mati")
    to = city.positions["KABID-SAMPAH"].id
    act("KABID-JALAN", case, "hand_over", to=to, reason="not_mandate", because="Sampah", article="")
    assert "Pasal" in Handover.objects.get().article


def test_a_template_fills_the_answer(today_case, as_):
    template = ReplyTemplate.objects.create(name="Pembuka", text="Laporan {nomor} kami tangani, {jabatan}.")
    case = today_case()
    path = reverse("cases:act", args=[case.reference, "answer"])
    shown = as_("KABID-JALAN").post(path, {"fill": "1", "template": template.pk}).content.decode()
    assert f"Laporan {case.reference} kami tangani, Kepala Bidang Jalan dan Penerangan." in shown


@pytest.mark.parametrize(
    ("name", "typed", "state"),
    [
        ("start", {}, "in_progress"),
        ("ask_reporter", {"question": "Di mana?"}, "incomplete"),
        ("note", {"text": "Cek gudang"}, "assigned"),
        ("answer", {"text": "Kami cek", "is_final": "no"}, "in_progress"),
    ],
)
def test_each_act_of_the_holder_has_its_page(today_case, act, as_, name, typed, state):
    case = today_case()
    assert as_("KABID-JALAN").get(reverse("cases:act", args=[case.reference, name])).status_code == 200
    assert act("KABID-JALAN", case, name, **typed).status_code == 302
    case.refresh_from_db()
    assert case.state == state


@pytest.mark.parametrize(
    ("name", "typed", "state"),
    [
        ("verify", {"kind": "complaint"}, "verified"),
        ("set_not_ours", {"body": "PLN", "how": "123"}, "not_ours"),
        ("archive", {"reason": "too_general"}, "archived"),
    ],
)
def test_each_act_of_who_routes_has_its_page(today_case, act, as_, name, typed, state):
    case = today_case(service_id=None)
    assert as_("PENYALUR").get(reverse("cases:act", args=[case.reference, name])).status_code == 200
    assert act("PENYALUR", case, name, **typed).status_code == 302
    case.refresh_from_db()
    assert case.state == state


def test_a_head_extends_splits_and_joins(today_case, act, city):
    case, other = today_case(), today_case()
    assert act("KADIS-PU", case, "extend", working_days=3, because="Suku cadang").status_code == 302
    assert act("KADIS-PU", other, "join_same", main=case.reference).status_code == 302
    parts = {"to1": city.positions["TEKNISI-JALAN"].id, "task1": "Ganti lampu", "to2": city.positions["KABID-JALAN"].id}
    assert act("KADIS-PU", case, "split", **parts, task2="Periksa kabel").status_code == 302
    case.refresh_from_db()
    assert case.children.count() == 2
    other.refresh_from_db()
    assert other.same_as == case


def test_joining_with_a_case_that_one_may_not_see_is_refused(today_case, act, hand_in):
    case, hidden = today_case(), today_case(service_id=None)
    answer = act("KABID-JALAN", case, "join_same", main=hidden.reference)
    assert answer.status_code == 422


def test_an_act_that_is_not_open_leads_back_to_the_case(today_case, act):
    case = today_case()
    assert act("TEKNISI-JALAN", case, "answer", text="Saya jawab").status_code == 302
    case.refresh_from_db()
    assert case.state == "assigned"


# Undoing


def test_an_assignment_over_the_page_is_undone_within_ten_seconds(today_case, act, as_, city):
    case = today_case(service_id=None)
    act("PENYALUR", case, "assign", to=city.positions["KABID-JALAN"].id)
    case.refresh_from_db()
    assert case.state == "assigned"
    client = as_("PENYALUR")
    assert client.get(reverse("cases:act", args=[case.reference, "assign"])).status_code == 200
    step = case.steps.get(kind="assigned")
    assert as_("KABID-JALAN").post(reverse("cases:undo", args=[step.pk])).status_code == 404
    as_("PENYALUR").post(reverse("cases:undo", args=[step.pk]))
    case.refresh_from_db()
    assert case.state == "received"


# Moderation, counter, papers, export


@pytest.fixture
def administrator(city, sign_in):
    return sign_in(city.base.administrator)


def test_a_moderator_publishes_masked_words(today_case, administrator):
    case = today_case(words=WORDS + " Hubungi 081234567890")
    shown = administrator.get(reverse("cases:moderation")).content.decode()
    assert "[nomor telepon]" in shown
    administrator.post(
        reverse("cases:moderate", args=[case.reference]), {"publish": "1", "words": "Lampu 081234567890"}
    )
    case.refresh_from_db()
    assert case.is_published
    assert "0812" not in case.statements.get().public_words
    assert case.reference not in administrator.get(reverse("cases:moderation")).content.decode()


def test_a_moderator_holds_back(today_case, administrator):
    case = today_case()
    administrator.post(reverse("cases:moderate", args=[case.reference]), {"hold": "1", "because": "Tidak pantas"})
    case.refresh_from_db()
    assert not case.is_published
    assert case.moderated_at


def test_the_counter_writes_down_a_report_once_and_prints_a_receipt(administrator, city):
    path = reverse("cases:counter")
    assert administrator.get(path).status_code == 200
    typed = {
        "key": str(uuid4()), "channel": "phone", "words": WORDS, "kind": "complaint", "area": city.village.id,
        "service": city.service.id, "name": "Budi", "phone": "0812 1111 2222",
    }  # fmt: skip
    for _ in range(2):
        answer = administrator.post(path, typed)
    case = Case.objects.get()
    assert case.channel == "phone"
    assert answer["Location"] == reverse("cases:counter_done", args=[case.reference])
    assert case.reference in administrator.get(answer["Location"]).content.decode()
    assert administrator.get(reverse("cases:receipt", args=[case.reference])).content.startswith(b"%PDF")


def test_the_counter_keeps_what_was_typed(administrator):
    answer = administrator.post(reverse("cases:counter"), {"key": str(uuid4()), "words": "x", "name": "Budi"})
    assert answer.status_code == 422
    assert "Budi" in answer.content.decode()


@pytest.mark.parametrize("has_fonts", [True, False])
@pytest.mark.parametrize("kind", ["disposition", "file"])
def test_papers_bear_any_script(today_case, as_, settings, tmp_path, kind, has_fonts):
    if not has_fonts:
        settings.NODE_MODULES = tmp_path
    case = today_case(words="Lampu 💡 مصباح 灯 mati <script>alert(1)</script> " + "a" * 3000)
    answer = as_("KABID-JALAN").get(reverse("cases:paper", args=[case.reference, kind]))
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_exports_hold_what_their_reader_sees_and_no_formula(today_case, administrator, as_, form):
    today_case(words="=HYPERLINK(1) lampu mati di jalan mawar")
    answer = administrator.get(reverse("cases:export", args=[form]))
    content = b"".join(answer.streaming_content)
    assert content
    if form == "csv":
        assert b";=HYPERLINK" not in content
    assert as_("KABID-JALAN").get(reverse("cases:export", args=[form])).status_code == 403


def test_templates_are_written_and_changed(administrator):
    administrator.post(reverse("cases:new_template"), {"name": "Pembuka", "text": "Yth.", "is_active": "on"})
    template = ReplyTemplate.objects.get()
    administrator.post(reverse("cases:template", args=[template.pk]), {"name": "Pembuka", "text": "Kepada"})
    template.refresh_from_db()
    assert template.text == "Kepada"
    assert not template.is_active


def test_photos_are_seen_by_who_sees_the_case(today_case, as_, tmp_path, settings):
    import io

    from PIL import Image

    from penata.foundation.files.actions import keep

    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(picture, "JPEG")
    kept = keep(picture, at=timezone.now(), name="foto.jpg")
    case = today_case(attachments=(kept.pk,))
    path = reverse("cases:attachment", args=[case.reference, kept.pk])
    answer = as_("KABID-JALAN").get(path)
    assert answer.status_code == 200
    b"".join(answer.streaming_content)
    assert as_("LURAH-MAJU").get(path).status_code == 404


@pytest.mark.parametrize(
    "words",
    [
        "<b>tebal</b> 'x' \"y\" lampu mati",
        "\u202elampu\u202c mati sekali \x00\x07",
        "\N{FIRE}" * 3000 + " lampu jalan mati",
    ],
)
def test_hostile_words_are_shown_as_words(hand_in, as_, words):
    case = hand_in(at=timezone.now(), words=words).case
    actions.amend(case, words=words, by=RESIDENT, at=timezone.now())
    shown = page(as_("KABID-JALAN"), case)
    assert shown.status_code == 200
    assert b"<b>tebal" not in shown.content
