"""Every page of this door."""
