from .posts import PostRow, all_posts, opening, place_of, posts, stance_counts
from .topics import SORTS, Filters, TopicRow, found, rows, service_names, shown, state_counts, topic

__all__ = [
    "SORTS",
    "Filters",
    "PostRow",
    "TopicRow",
    "all_posts",
    "found",
    "opening",
    "place_of",
    "posts",
    "rows",
    "service_names",
    "shown",
    "stance_counts",
    "state_counts",
    "topic",
]
