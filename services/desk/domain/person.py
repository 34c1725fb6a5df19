"""Who has signed in, and as what they act here."""

from dataclasses import dataclass

from shared.kernel.messages.envelope import Actor


@dataclass(frozen=True, slots=True)
class Post:
    """A post that somebody holds today."""

    role: str
    department: str | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.role}:{self.department or ''}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in, in the post in which they act now."""

    id: str
    name: str
    township: str
    post: Post
    posts: tuple[Post, ...] = ()
    """All that they hold today."""
    in_charge_of: frozenset[str] = frozenset()
    """The departments of which they are the leader in charge (分管领导), by the township's lists today."""

    @property
    def named(self) -> tuple[str, str]:
        """Township and id: the same id may stand for somebody else in another township."""
        return self.township, self.id

    @property
    def actor(self) -> Actor:
        """As whom a command names them."""
        return Actor(self.id, self.post.role, self.post.department)

    @property
    def departments(self) -> frozenset[str]:
        """Those for which they act: their own, or those that they are in charge of."""
        own = {self.post.department} if self.post.department else set()
        return frozenset(own) | self.in_charge_of
