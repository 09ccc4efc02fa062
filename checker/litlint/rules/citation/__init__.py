"""Citations: what BibTeX would not read, or would read as something else."""
