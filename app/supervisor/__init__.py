"""Starts everything on one machine, keeps it up, and ends it: database, web and worker. `python -m app.supervisor demo`."""
