"""Starts everything of one machine, keeps it up, and ends it: database, web, worker, follower."""
