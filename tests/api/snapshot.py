"""Write the description of the interfaces anew: `python -m tests.api.snapshot`."""

import json
import os


def main():
    os.environ.update(PORTAL_MODE="test", SECRET_KEY="only-for-a-snapshot", DATABASE_URL="postgresql:///nobody")
    from app.portal import create_app
    from tests.api.test_document import SNAPSHOT

    told = create_app().test_client().get("/openapi.json").json
    SNAPSHOT.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
