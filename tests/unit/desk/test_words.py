"""What a page says of a thing: words in the place of codes and ids."""

from services.desk.views.words import in_words, rows, title_of
from shared.language.behaviour import law_of
from shared.language.directory.naming import NO_NAMES
from shared.language.words import bilingual
from tests.support.township import xiushan

ID = "3d0c485a-04ad-5a6b-a5b0-d8bea833dc64"
WHY = bilingual("invalid.default").model_dump()


def test_ids_of_other_things_are_no_line() -> None:
    said = {"item_id": ID, "submission_ids": [ID, ID], "title": "修泵"}
    assert [row.text for row in rows(said, NO_NAMES, "zh_CN")] == ["修泵"]


def test_why_a_point_is_on_the_agenda_is_said_in_words() -> None:
    assert in_words("why", "topic_proposed", NO_NAMES, "zh_CN") == "议题已提出，自动列入议程"
    assert in_words("why", "村民要求", NO_NAMES, "zh_CN") == "村民要求"


def test_an_alarm_is_called_by_its_reason() -> None:
    assert title_of("alarm", {"kind": "a_but_repeated", "why": WHY}, NO_NAMES, "zh_CN") == WHY["zh"]


def test_what_supervises_an_item_is_said_in_words() -> None:
    note = {"kind": "note", "by": "deputy-01", "text": "台风季前须修好。", "to": ["construction"]}
    names = law_of(xiushan()).names
    (row,) = rows({"supervisions": [note]}, names, "zh_CN")
    said = {line.label: line.text for line in row.parts[0]}
    assert said["种类"] == "督办意见"
    assert said["督办对象"] == "村镇建设办公室"


def test_how_far_an_answer_is_public_is_said_of_the_answer() -> None:
    (row,) = rows({"answers": [{"extent": "full"}]}, NO_NAMES, "zh_CN")
    assert [line.text for line in row.parts[0]] == ["答复全文公开"]
    (row,) = rows({"published": {"extent": "full"}}, NO_NAMES, "zh_CN")
    assert [line.text for line in row.parts[0]] == ["公布意见原文（已隐去个人信息）"]


def test_what_came_of_a_point_of_the_agenda_is_no_opinion_of_how_it_was_handled() -> None:
    (row,) = rows({"agenda": [{"result": "carried_over"}]}, NO_NAMES, "zh_CN")
    assert [line.label for line in row.parts[0]] == ["会上结果"]


def test_a_last_day_stands_once_on_a_page() -> None:
    said = {"due_at": "2026-10-08T16:00:00Z", "due_on": "2026-10-08"}
    assert [(row.label, row.text) for row in rows(said, NO_NAMES, "zh_CN")] == [
        ("期限", "2026年10月8日 24:00")
    ]
    assert [row.text for row in rows({"due_on": "2026-10-08"}, NO_NAMES, "zh_CN")] == ["2026年10月8日"]
