"""What registries and the web say of the works, repositories and pages that a list names."""
