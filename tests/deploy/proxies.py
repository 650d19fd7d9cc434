"""The proxies of `deploy/proxy`, each with its file: nothing in it is changed but ports, paths and the secret."""

import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.config import HERE
from app.supervisor.children import Child
from tests.deploy.caller import HOST, Caller
from tests.served import free_port, wait_until

SHIPPED = HERE / "deploy" / "proxy"
NJS = Path("/usr/lib/nginx/modules/ngx_http_js_module.so")
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Kind:
    """A proxy that there is: its file, how its port stands in it, how it is started, and what Debian calls it."""

    name: str
    file: str
    port: str
    command: tuple[str, ...]
    packages: str

    @property
    def lacks(self):
        """Why it cannot be run here, if so."""
        if shutil.which(self.name) and (self.name != "nginx" or NJS.exists()):
            return ""
        return f"{self.packages} not installed"

    def written(self, folder, port, upstream, secret):
        """The file as an administrator would have changed it."""
        text = (SHIPPED / self.file).read_text()
        changes = {
            "127.0.0.1:8000": upstream,
            f"/etc/{self.name}/": f"{folder}/",
            "CERTIFICATE_SECRET": secret,
            self.port: self.port.removesuffix("443") + str(port),
        }
        for before, after in changes.items():
            assert before in text
            text = text.replace(before, after)
        return text


KINDS = (
    Kind("nginx", "nginx.conf", "listen 443", ("nginx", "-e", "stderr", "-c"), "nginx libnginx-mod-http-js"),
    Kind("haproxy", "haproxy.cfg", "bind :443", ("haproxy", "-db", "-f"), "haproxy"),
    Kind("caddy", "Caddyfile", f"{HOST}:443", ("caddy", "run", "--adapter", "caddyfile", "--config"), "caddy"),
)


@contextmanager
def running(kind, folder, upstream, secret, authority):
    """`folder` has the files that the configuration names. What comes back asks by way of the proxy."""
    port = free_port()
    text = AROUND[kind.name](folder, kind.written(folder, port, upstream, secret))
    (folder / kind.file).write_text(text)
    proxy = Child(kind.name, [*kind.command, str(folder / kind.file)], {**os.environ, "HOME": str(folder)}, folder)
    caller = Caller(port, authority)
    try:
        proxy.start()
        wait_until(lambda: caller.is_answered or not proxy.is_running)
        assert proxy.is_running, proxy.log.read_text()
        yield caller
    finally:
        proxy.stop()


def around_nginx(folder, text):
    """What Debian's own nginx.conf says, in a folder of ours."""
    temporary = "".join(f"{one}_temp_path {folder}/{one};" for one in TEMPORARY)
    return (
        f"user root; daemon off; pid {folder}/pid; load_module {NJS}; events {{}}\nhttp {{ {temporary} access_log off;\n{text} }}"
    )


def around_caddy(folder, text):
    return f"{{\n auto_https disable_redirects\n admin off\n}}\n{text}"


AROUND = {"nginx": around_nginx, "haproxy": lambda folder, text: text, "caddy": around_caddy}
