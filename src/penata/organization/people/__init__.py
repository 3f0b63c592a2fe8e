"""Civil servants: who held which position when, acting holders, absences, and the rights that follow."""
