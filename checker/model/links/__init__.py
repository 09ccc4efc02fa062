"""The forms of links: URLs that lead nowhere, and what was meant as a link and is none."""
