"""The formats of ``litlint export``: one module each, named like the format."""
