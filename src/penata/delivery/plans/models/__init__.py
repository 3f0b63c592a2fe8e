"""The performance tree, plans under it, and the tasks in which they are done."""

from .feed import Feed
from .plan import Plan, Recurrence, Template, TemplateTask
from .task import Blocker, CheckIn, Contributor, Dependency, Item, Proof, Task, Update
from .tree import Indicator, Node, Reading

__all__ = [
    "Blocker",
    "CheckIn",
    "Contributor",
    "Dependency",
    "Feed",
    "Indicator",
    "Item",
    "Node",
    "Plan",
    "Proof",
    "Reading",
    "Recurrence",
    "Task",
    "Template",
    "TemplateTask",
    "Update",
]
