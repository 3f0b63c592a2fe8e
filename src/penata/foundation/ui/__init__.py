"""How Penata looks: base template, components, theme tokens, icons, and their gallery."""
