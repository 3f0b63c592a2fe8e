from .engine import Engine, engine, forget, known_topics
from .routes import answer_words, route
from .sentences import proposal_sentence, sentences, short_sentence

__all__ = [
    "Engine",
    "answer_words",
    "engine",
    "forget",
    "known_topics",
    "proposal_sentence",
    "route",
    "sentences",
    "short_sentence",
]
