"""The directory as far as ``youyue township`` sees it."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from cli.township.standing import Standing
from shared.client import Heard
from shared.kernel.messages.envelope import Envelope
from shared.language.contracts.directory import (
    KEPT,
    AddTownship,
    AmendTownship,
    ChangeRules,
    TownshipLists,
    TownshipSnapshot,
)
from shared.language.directory.amending import amended

TODAY = date(2026, 9, 1)


class Keeper:
    """Takes what is sent, and is read."""

    def __init__(self) -> None:
        self.kept: dict[str, TownshipSnapshot] = {}
        self.editions: dict[str, int] = {}
        self.sent: list[Envelope] = []
        self.refuses = False

    def standing(self, township_id: str) -> Standing:
        return Standing(self.kept.get(township_id), TODAY, self.editions.get(township_id))

    def standings(self, township_ids: Collection[str]) -> dict[str, Standing]:
        return {code: self.standing(code) for code in township_ids}

    def ask(
        self, envelopes: Iterable[Envelope], heard: Heard, broker_url: str | None, console_url: str
    ) -> None:
        for envelope in envelopes:
            self.sent.append(envelope)
            heard(self._answer(envelope))

    def _answer(self, envelope: Envelope) -> Any:
        if self.refuses:
            reason = {"zh": "名录前后不一", "en": "the lists contradict themselves"}
            type_ = "directory.command.refused.v1"
            return SimpleNamespace(type=type_, tenant=envelope.tenant, data={"reason": reason})
        self._take(envelope.tenant, envelope.type, envelope.data)
        return SimpleNamespace(type="directory.township.amended.v1", data={})

    def _take(self, code: str, type_: str, data: Any) -> None:
        now = datetime(2026, 9, 1, tzinfo=UTC)
        if (expected := data.get("expected_edition")) is not None:
            assert expected == self.editions[code]
        self.editions[code] = self.editions.get(code, 0) + 1
        if type_ == AddTownship.type:
            add = AddTownship.model_validate(data)
            self.kept[code] = TownshipSnapshot(
                township_id=code,
                state=KEPT,
                profile=add.profile,
                lists=amended(TownshipLists(), add.lists),
                rules=add.rules,
                changed_at=now,
            )
        elif type_ == AmendTownship.type:
            amend, was = AmendTownship.model_validate(data), self.kept[code]
            lists = amended(was.lists, amend.lists)
            profile = amend.profile or was.profile
            self.kept[code] = was.model_copy(update={"lists": lists, "profile": profile})
        else:
            new, was = ChangeRules.model_validate(data).rules, self.kept[code]
            assert new.since >= was.rules[0].since
            others = (one for one in was.rules if one.since != new.since)
            rules = tuple(sorted((*others, new), key=lambda one: one.since))
            self.kept[code] = was.model_copy(update={"rules": rules})
