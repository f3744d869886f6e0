"""English made to order, and the readers that are trained on it."""
