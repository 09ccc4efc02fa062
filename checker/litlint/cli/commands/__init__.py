"""The sub-commands: one module each, found by looking and imported only when asked for."""
