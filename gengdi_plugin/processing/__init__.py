"""The Processing provider ``gengdi`` and its algorithms."""
