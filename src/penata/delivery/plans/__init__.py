"""What the city wants, and who does what until when: performance tree, plans, tasks and their progress."""
