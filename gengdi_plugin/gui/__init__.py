"""What an officer sees and touches."""
