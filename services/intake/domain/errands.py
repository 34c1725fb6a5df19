"""The commands of intake that move no thing of its own."""

from shared.kernel.machine import Errand
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import BarRaiser, RaiserBarred

ERRANDS: tuple[Errand, ...] = (
    Errand(
        BarRaiser,
        (Role.OFFICE,),
        RaiserBarred,
        "ADR 0036: whom the office bars for abuse raises nothing for a while; the event names nobody",
    ),
)
