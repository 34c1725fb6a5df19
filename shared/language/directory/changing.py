"""A township as it would be with other rules, or with one more notice: pure, for whoever only asks."""

from shared.language.contracts.directory import CalendarNotice, RulesInForce, TownshipSnapshot


def with_rules(township: TownshipSnapshot, rules: RulesInForce) -> TownshipSnapshot:
    """It decides by ``rules`` from their first day on; those of the same day give way."""
    others = (one for one in township.rules if one.since != rules.since)
    return township.model_copy(update={"rules": tuple(sorted((*others, rules), key=lambda one: one.since))})


def with_notice(township: TownshipSnapshot, notice: CalendarNotice) -> TownshipSnapshot:
    """It has taken ``notice``; that of the same year gives way."""
    others = (one for one in township.notices if one.year != notice.year)
    return township.model_copy(update={"notices": tuple(sorted((*others, notice), key=lambda one: one.year))})
