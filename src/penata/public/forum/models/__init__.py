from .answer import OfficialAnswer
from .moderation import Appeal, Decision, Flag, ListedWord
from .participant import Participant
from .post import Post, Support, Wording
from .topic import Follow, Topic, TopicStep

__all__ = [
    "Appeal",
    "Decision",
    "Flag",
    "Follow",
    "ListedWord",
    "OfficialAnswer",
    "Participant",
    "Post",
    "Support",
    "Topic",
    "TopicStep",
    "Wording",
]
