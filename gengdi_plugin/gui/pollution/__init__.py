"""What an officer does about pollution sources."""
