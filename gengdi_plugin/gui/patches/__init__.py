"""The Patches page: table, filters, evidence, and the map that follows them."""
