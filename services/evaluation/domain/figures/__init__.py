"""The public figures as pure functions of the known facts: one subject a file, put together in
``figures``."""

from services.evaluation.domain.figures.figures import figures_of
from services.evaluation.domain.figures.material import Material

__all__ = ["Material", "figures_of"]
