"""People who sign in: roles, permissions, second factor, single sign-on, and who may open which page."""
