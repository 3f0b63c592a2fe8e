"""Pages of the structure: the chart, what there is, and the forms that change it."""
