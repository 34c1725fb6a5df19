"""The commands of evaluation that move no thing of its own."""

from shared.kernel.machine import Errand
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import FiguresPublished, PublishFigures

PUBLISHING = Errand(
    on=PublishFigures,
    by=(Role.OFFICE,),
    emits=FiguresPublished,
    why="practice of 代表评: the congress office makes the figures of a period public",
)
ERRANDS = (PUBLISHING,)
