"""``make pages-smoke``: every command of the operators' pages is typed, in their order, on a machine of its
own."""

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from string import Template

from deploy.pages.collected import PAGES, Typed, Written, steps
from deploy.pages.place import Place, Said, operators_machine
from deploy.pages.tables import ANSWERS, BEFORE, CLUSTER, DATABASE, ELSEWHERE, INSTALL, SAYS, VALUES
from deploy.smoke.report import run_smoke
from deploy.smoke.stack import PAUSE, SmokeError

_AGAIN_SECONDS = 240.0
_SHOWN = 6000
"""Characters of the output of a command that failed."""


def filled(step: Typed, exported: dict[str, str]) -> str:
    """The command with values in the place of its examples."""
    text = step.text
    for page, example, value in VALUES:
        if page in ("", step.page):
            text = text.replace(example, Template(value).safe_substitute(exported))
    if step.kind == "sql":
        service = DATABASE[step.page]
        text = (
            f'docker-compose exec -T postgres psql -U {service} -v ON_ERROR_STOP=1 -d {service} -c "{text}"'
        )
    return text


def carry_out(place: Place, step: Typed) -> None:
    """Type one command, what must be there before first. Raises SmokeError with what it said."""
    if before := BEFORE.get((step.page, step.text)):
        _well(before, place.type(before))
    text, begun = filled(step, place.exported), time.monotonic()
    said = place.type(text, ANSWERS.get(step.text, ""))
    if wanted := SAYS.get(step.text):
        while said.code or not re.search(wanted, said.text, re.M):
            if time.monotonic() - begun > _AGAIN_SECONDS:
                raise SmokeError(f"{text}\nshould say {wanted}:\n{said.text[-_SHOWN:]}")
            time.sleep(PAUSE)
            said = place.type(text)
    _well(text, said)
    print(f"  {time.monotonic() - begun:5.1f} s  {text.splitlines()[0][:100]}", flush=True)


def read_page(place: Place, page: str) -> Iterator[str]:
    """Do what the page says, from a new shell; for each command what went wrong with it, empty: nothing."""
    print(f"… {page}", flush=True)
    place.forget()
    for step in steps(page):
        if isinstance(step, Written):
            (place.folder / step.name).write_text(step.text, "utf-8")
        elif step.text not in ELSEWHERE:
            try:
                carry_out(place, step)
                yield ""
            except SmokeError as error:
                print(f"  not well: {page}: {error}", flush=True)
                yield f"{page}: {error}"


def smoke(*named: str) -> str:
    """All pages but that of the cluster, which ``make cluster-grow`` reads; or the installation and those
    ``named``. Raises SmokeError that has every command that was not well, with what it said."""
    pages = [page for page in PAGES if page != CLUSTER]
    if named:
        pages = [page for page in pages if page == INSTALL or Path(page).stem in named]
    with operators_machine() as place:
        results = [result for page in pages for result in read_page(place, page)]
        if problems := list(filter(None, results)):
            print(place.type("docker-compose ps; docker-compose logs --tail=20 --no-color").text)
            raise SmokeError(f"{len(problems)} of {len(results)} commands:\n" + "\n".join(problems))
    return (
        f"{len(results)} commands of {len(pages)} pages typed, each well; "
        f"{len(ELSEWHERE)} are carried out elsewhere"
    )


def _well(text: str, said: Said) -> None:
    if said.code:
        raise SmokeError(f"{text}\nexit code {said.code}\n{said.text[-_SHOWN:]}")


if __name__ == "__main__":
    sys.exit(run_smoke("pages-smoke", lambda: smoke(*sys.argv[1:])))
