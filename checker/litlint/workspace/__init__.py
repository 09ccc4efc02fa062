"""Which files belong to a run, how it is configured, and a Git revision read as a workspace."""
