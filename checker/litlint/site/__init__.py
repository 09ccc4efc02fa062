"""Lists as a website of static files, and what changed in them as news."""
