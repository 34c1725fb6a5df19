"""The states of a topic, as ``TopicSnapshot.state`` tells them."""

COLLECTING = "collecting"
PROPOSED = "proposed"
MEETING_REQUESTED = "meeting_requested"
SCHEDULED = "scheduled"
DISCUSSED = "discussed"
CLOSED = "closed"
DROPPED = "dropped"
