"""Runs rules over a workspace, sorts what they find, and applies fixes."""
