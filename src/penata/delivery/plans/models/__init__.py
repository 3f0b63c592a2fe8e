"""The performance tree, plans under it, and the tasks in which they are done."""

from .feed import Feed
from .plan import Plan, Recurrence, Template, TemplateTask
from .task import Blocker, CheckIn, Contributor, Dependency, Evidence, Item, Task, Update
from .tree import Indicator, Node, Reading

__all__ = [
    "Blocker",
    "CheckIn",
    "Contributor",
    "Dependency",
    "Evidence",
    "Feed",
    "Indicator",
    "Item",
    "Node",
    "Plan",
    "Reading",
    "Recurrence",
    "Task",
    "Template",
    "TemplateTask",
    "Update",
]
