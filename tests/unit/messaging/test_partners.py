from datetime import timedelta
from pathlib import Path

import pytest

from shared.kernel.bus.access.partners import PartnersError, load_partners
from shared.kernel.messages.quota import Quota
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, commands_of, public_events_of
from shared.language.house import HOUSE

GOOD = """
[partner-x]
sources = ["/x"]
commands = ["intake.submission.submit.v1"]
townships = ["330921"]
speaks_for = [{ role = "citizen", actors = "citizen:.+" }]
"""


WITH_FACT = """
[partner-x]
sources = ["/x"]
commands = []
hears = ["partner-y.call.made.v1"]
townships = ["*"]
speaks_for = []

[partner-y]
sources = ["/y"]
commands = ["intake.*"]
facts = ["partner-y.call.made.v1"]
townships = ["*"]
speaks_for = []
"""


def raises(entry: str) -> tuple[str, str]:
    """The change that gives the partner a number of matters."""
    return "townships", f"raises = {entry}\ntownships"


def written(folder: Path, text: str) -> Path:
    file = folder / "partners.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_sample_partner_may_play_the_whole_story() -> None:
    demo = load_partners(HOUSE)["partner-demo"]
    assert set(demo.commands) == {command.type for service in SERVICES for command in commands_of(service)}
    assert set(demo.hears) == {event.type for service in SERVICES for event in public_events_of(service)}
    assert {part.role for part in demo.speaks_for} == set(Role) - {Role.SYSTEM}


def test_a_star_means_the_platforms_types_and_no_partners_facts() -> None:
    publishers = load_partners(HOUSE)
    facts = {fact for publisher in publishers.values() for fact in publisher.facts}
    assert facts
    assert not facts & set(publishers["partner-demo"].hears)


def test_a_partner_is_limited_by_its_own_entry_alone() -> None:
    publishers = load_partners(HOUSE)
    assert publishers["partner-demo"].quota is None
    assert publishers["partner-12345"].quota == Quota("partner-12345", 600, timedelta(hours=1))


def test_a_partner_may_be_let_hear_another_s_fact(tmp_path: Path) -> None:
    file = written(tmp_path, WITH_FACT)
    assert load_partners(HOUSE, file)["partner-x"].hears == ("partner-y.call.made.v1",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[partner-x]", "[intake]"), "partner-"),
        (("[partner-x]", "[local]"), "partner-"),
        (("[partner-x]", '["partner-x.y"]'), "partner-"),
        (("submit.v1", "explode.v1"), "intake.submission.explode.v1"),
        (("submit.v1", ""), "no such type"),
        (("intake.submission.submit.v1", ""), "no such type"),
        (("intake.submission.submit.v1", "intake.submission.received.v1"), "no such type"),
        (("330921", "xiushan"), "townships"),
        (("citizen:.+", "citizen:("), "regular expression"),
        (('role = "citizen"', 'role = "emperor"'), "role"),
        (('role = "citizen"', 'role = "system"'), "system"),
        (("sources", "source"), "sources"),
        (('"/x"', '"x"'), "sources"),
        (("townships", 'facts = ["partner-z.a.b.v1"]\ntownships'), "partner-z.a.b.v1"),
        (("townships", 'hears = ["intake.item.wait_due.v1"]\ntownships'), "no such type"),
        (("[partner-x]", "partner-x"), "partners file"),
        (raises('{ at_most = 0, within = "1 hour" }'), "raises.at_most"),
        (raises('{ at_most = 10001, within = "1 hour" }'), "raises.at_most"),
        (raises('{ at_most = "600", within = "1 hour" }'), "raises.at_most"),
        (raises('{ at_most = true, within = "1 hour" }'), "raises.at_most"),
        (raises('{ within = "1 hour" }'), "raises.at_most"),
        (raises("{ at_most = 600 }"), "raises.within"),
        (raises("{ at_most = 600, within = 3600 }"), "raises.within.*is no time"),
        (raises('{ at_most = 600, within = "1h" }'), "raises.within.*is no time"),
        (raises('{ at_most = 600, within = "0 hours" }'), "raises.within.*is no time"),
        (raises('{ at_most = 600, within = "32 days" }'), "raises.within.*longer than 31 days"),
        (raises('{ at_most = 600, within = "1 hour", burst = 5 }'), "raises.burst"),
        (raises("600"), "raises"),
        (('submit.v1"]', 'withdraw.v1"]\nraises = { at_most = 1, within = "1 day" }'), "raises.*submit"),
    ],
)
def test_nonsense_in_the_file_is_named(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    assert load_partners(HOUSE, written(tmp_path, GOOD))
    folder = tmp_path / "wrong"
    folder.mkdir()
    with pytest.raises(PartnersError, match=says):
        load_partners(HOUSE, written(folder, GOOD.replace(*change)))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PartnersError, match="nowhere"):
        load_partners(HOUSE, tmp_path / "nowhere.toml")
