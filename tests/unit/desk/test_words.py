"""What a page says of a thing: words in the place of codes and ids."""

from services.desk.views.words import in_words, rows, title_of
from shared.language.directory.naming import NO_NAMES
from shared.language.words import bilingual

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
