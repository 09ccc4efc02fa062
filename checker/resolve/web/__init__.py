"""The polite session: one queue a host, bounded in time and size, and only to public addresses."""
