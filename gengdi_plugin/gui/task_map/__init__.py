"""The map of the tasks of both systems: what each means here, and where it is done."""
