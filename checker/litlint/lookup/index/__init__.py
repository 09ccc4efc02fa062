"""An offline index of papers, made from public dumps: which paper has this title, this identifier; what is in a volume."""
