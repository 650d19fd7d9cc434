"""Starts everything on one machine, keeps it up, and ends it: database, web, worker and follower. `python -m app.supervisor demo`."""
