"""The door of look-ups: what an operator is and how much credit it deserves, answered from a replica beside the web server."""
