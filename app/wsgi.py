"""What the web server serves."""

from app.portal import create_app

app = create_app()
