"""What may be done with plans, their tasks and the performance tree. Acts in plans take `standing`, the right of who
acts; without it the caller is trusted."""

from . import words as words  # the sentences of refusals
from .bringing import bring_tasks
from .feeding import renew_feed
from .following import follow_people
from .planning import agree, change_plan, change_template, close_plan, open_plan, save_template
from .progressing import add_items, add_proof, block, check_in, check_item, progress, unblock
from .recurring import grow, recur, remind, stop_recurring
from .tasks import add_task, change_task, drop_task
from .tree import add_indicator, add_node, change_node, end_node, read_indicator

__all__ = [
    "add_indicator",
    "add_items",
    "add_node",
    "add_proof",
    "add_task",
    "agree",
    "block",
    "bring_tasks",
    "change_node",
    "change_plan",
    "change_task",
    "change_template",
    "check_in",
    "check_item",
    "close_plan",
    "drop_task",
    "end_node",
    "follow_people",
    "grow",
    "open_plan",
    "progress",
    "read_indicator",
    "recur",
    "remind",
    "renew_feed",
    "save_template",
    "stop_recurring",
    "unblock",
]  # fmt: skip
