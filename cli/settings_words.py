"""What is wrong with settings, in both languages."""

from shared.kernel.settings.settings import Problem, SettingsError
from shared.language.words import bilingual

_OF_OUR_OWN = "value_error"
"""What our own checks say, which is a whole sentence."""


def settings_in_words(error: Exception) -> str:
    """One line for each setting that is wrong; every other error as it says itself."""
    problems = error.problems if isinstance(error, SettingsError) else ()
    return "\n".join(map(_line, problems)) or str(error)


def _line(problem: Problem) -> str:
    if problem.kind == _OF_OUR_OWN:
        return f"{problem.name}: {problem.why}"
    said = bilingual("settings.wrong", name=problem.name, problem=problem.kind, why=problem.why)
    return f"{said.zh}{said.en}"
