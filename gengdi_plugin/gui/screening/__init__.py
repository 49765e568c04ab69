"""The Screening page: the check-up, the run, and what is asked of runs."""
