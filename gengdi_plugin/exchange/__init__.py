"""Files in and out: the official lists."""
