"""Setting a title: where it may break, how large it can be, and the marks that it becomes."""
