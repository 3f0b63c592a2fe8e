"""Words and place → bodies, learned from closed cases. Only `learning` and `evaluation` need scikit-learn."""
