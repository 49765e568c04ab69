"""What an officer does about a patch after its screening: verification, rectification, people, paper."""
