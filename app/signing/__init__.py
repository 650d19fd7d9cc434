"""Keys with which the portal signs what others verify by themselves, and their succession."""
