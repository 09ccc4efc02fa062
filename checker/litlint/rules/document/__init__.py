"""Documents: Markdown that does not mean what it looks like, and litlint's own directives."""
