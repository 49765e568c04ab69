"""Long work: what runs it, keeps it, shows it and stops it."""
