"""What somebody asks ``make new-message`` for, with the names that follow from it."""

import re
from dataclasses import dataclass

TYPE = re.compile(r"^([a-z]+)\.([a-z_]+)\.([a-z_]+)\.v1$")
WORD = re.compile(r"^[a-z][a-z_]*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, its event, the chapter that takes it, and the list of the thing that it adds to, if any."""

    command: str
    event: str
    chapter: str
    field: str = ""

    def __post_init__(self) -> None:
        command, event = TYPE.match(self.command), TYPE.match(self.event)
        if not command or not event:
            raise ValueError("TYPE and EVENT are <service>.<thing>.<verb>.v1, e.g. handling.item.add_note.v1")
        if command.groups()[:2] != event.groups()[:2]:
            raise ValueError("the command and its event are about one thing of one service")
        if not WORD.match(self.chapter) or (self.field and not WORD.match(self.field)):
            raise ValueError("CHAPTER and FIELD are words such as noting and notes; FIELD may be left out")

    @property
    def service(self) -> str:
        """Who takes the command and publishes the event."""
        return self.command.split(".")[0]

    @property
    def thing(self) -> str:
        """What both are about."""
        return self.command.split(".")[1]

    @property
    def thing_class(self) -> str:
        """Its class in the domain."""
        return camel(self.thing)

    @property
    def command_class(self) -> str:
        """``AddNote``; a verb alone takes the thing along: ``AcknowledgeItem``."""
        verb = self.command.split(".")[2]
        return camel(verb) if "_" in verb else camel(verb) + self.thing_class

    @property
    def event_class(self) -> str:
        """``ItemNoted``."""
        return self.thing_class + camel(self.event.split(".")[2])

    @property
    def entry_class(self) -> str:
        """The class of one entry of the list: ``notes`` has ``Note``s."""
        return camel(self.field.removesuffix("s"))

    @property
    def change(self) -> str:
        """The function that says what is different afterwards."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", self.command_class).lower()


def camel(words: str) -> str:
    """``add_note`` → ``AddNote``."""
    return "".join(word.capitalize() for word in words.split("_"))
