"""The same work in other engines: one file each, run as a process of its own with its own Python."""
