"""Page Ledger: how much land of which class each unit has, and the special accounts."""
