"""Review: an officer walks through patches with the keyboard and decides them one by one."""
