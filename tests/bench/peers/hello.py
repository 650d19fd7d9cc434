"""The least that a WSGI app can do: what the server itself costs."""

HELLO = b"hello"
HEADERS = [("Content-Type", "text/plain"), ("Content-Length", str(len(HELLO)))]


def app(environ, start):
    start("200 OK", HEADERS)
    return [HELLO]
