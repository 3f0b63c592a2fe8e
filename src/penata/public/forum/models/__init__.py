from .answer import OfficialAnswer
from .comment import Comment
from .hearing import Attendee, Hearing, Meeting, Paragraph, Phase, Preference, Section, Theme
from .moderation import Appeal, Decision, Flag, ListedWord
from .participant import Participant
from .post import Post, Support, Wording
from .statement import Contribution, Conversation, OpinionResult, Statement, Vote, Voter
from .topic import Follow, Topic, TopicStep

__all__ = [
    "Appeal",
    "Attendee",
    "Comment",
    "Contribution",
    "Conversation",
    "Decision",
    "Flag",
    "Follow",
    "Hearing",
    "ListedWord",
    "Meeting",
    "OfficialAnswer",
    "OpinionResult",
    "Paragraph",
    "Participant",
    "Phase",
    "Post",
    "Preference",
    "Section",
    "Statement",
    "Support",
    "Theme",
    "Topic",
    "TopicStep",
    "Vote",
    "Voter",
    "Wording",
]
