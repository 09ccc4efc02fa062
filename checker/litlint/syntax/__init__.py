"""What was meant as Markdown or as a URL and is not."""
