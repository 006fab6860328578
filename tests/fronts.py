"""A real proxy before real server processes, set up by the very files of the docs."""

import os
import re
import signal
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import trustme
from live_server import KIOSKS, ROOT, LiveServer, free_port
from prometheus_client.parser import text_string_to_metric_families

from matching.people import Listed

PUBLIC = "rozmowa.example.org"
PATIENCE = 30
WAITS = re.compile(r"proxy_read_timeout (\d+)s;")  # of nginx, for a process that hangs
GUESTS = 60
PIN = "246810"
SECRET = "the same secret for every process"
KINDS = {"caddy": "several.Caddyfile", "nginx": "several.nginx.conf"}
NGINX_AROUND = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{ worker_connections 4096; }}
http {{
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  include {folder}/site.conf;
}}
"""


@dataclass(frozen=True)
class House:
    """Two server processes on one database. guests: invited, none of them in yet"""

    processes: tuple[LiveServer, LiveServer]
    database: str
    guests: Iterator[Listed]

    @property
    def ports(self) -> list[int]:
        return [process.port for process in self.processes]

    def cookies(self) -> list[str]:
        """Of the enrolled kiosks that only let people in, as a browser sends them."""
        numbers = sorted({kiosk.number for kiosk in KIOSKS})
        asked = (f"?kiosk={number}&mode=door" for number in numbers)
        given = (self.processes[0].kiosk_cookie(one) for one in asked)
        return [f"{cookie['name']}={cookie['value']}" for cookie in given]


def visits(process: LiveServer, path: str) -> int:
    """How often a process was asked for a page, as it says itself to a program beside it."""
    told = httpx.get(f"http://127.0.0.1:{process.port}/metrics", trust_env=False).text
    samples = (s for one in text_string_to_metric_families(told) for s in one.samples)
    return int(
        sum(
            sample.value
            for sample in samples
            if sample.name == "rozmowa_http_requests_total" and sample.labels["route"] == path
        )
    )


class Front:
    """One proxy.

    kind: caddy or nginx; ports: of the server processes, as many as the file in docs has
    longest_wait: seconds that nginx waits for a process that hangs; else as its file says
    """

    def __init__(
        self, kind: str, folder: Path, ports: Sequence[int], *, longest_wait: int = 3600
    ) -> None:
        self.kind = kind
        self.folder = folder
        self.port = free_port()
        self.url = f"https://localhost:{self.port}"
        folder.mkdir(parents=True)
        authority = trustme.CA()
        authority.cert_pem.write_to_path(folder / "authority.pem")
        own = authority.issue_cert("localhost")
        own.private_key_and_cert_chain_pem.write_to_path(folder / "own.pem")
        self.trust = ssl.create_default_context(cafile=str(folder / "authority.pem"))
        text = (ROOT / "docs" / KINDS[kind]).read_text()
        text = WAITS.sub(
            lambda found: f"proxy_read_timeout {min(int(found[1]), longest_wait)}s;", text
        )
        for documented, port in zip((8501, 8502), ports, strict=True):
            assert f"127.0.0.1:{documented}" in text
            text = text.replace(f"127.0.0.1:{documented}", f"127.0.0.1:{port}")
        self._command = self._caddy(text) if kind == "caddy" else self._nginx(text)
        self.start()

    def _caddy(self, text: str) -> list[str]:
        alone = "{\n\tadmin off\n\tauto_https disable_redirects\n\tskip_install_trust\n"
        own = self.folder / "own.pem"
        here = f"{self.url} {{\n\ttls {own} {own}"
        text = text.replace("\n{\n", f"\n{alone}", 1).replace(f"{PUBLIC} {{", here)
        file = self.folder / "Caddyfile"
        file.write_text(text)
        return ["caddy", "run", "--adapter", "caddyfile", "--config", str(file)]

    def _nginx(self, text: str) -> list[str]:
        text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
        text = text.replace("listen 443 ", f"listen 127.0.0.1:{self.port} ")
        text = text.replace("/var/log/nginx", str(self.folder))
        text = re.sub(r"/etc/letsencrypt\S*\.pem", str(self.folder / "own.pem"), text)
        text = text.replace(PUBLIC, "localhost")
        (self.folder / "site.conf").write_text(text)
        (self.folder / "nginx.conf").write_text(NGINX_AROUND.format(folder=self.folder))
        return ["nginx", "-p", str(self.folder), "-c", str(self.folder / "nginx.conf")]

    def start(self) -> None:
        """Begin; it listens a moment later."""
        with (self.folder / "said").open("ab") as said:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env={**os.environ, "HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder)},
                start_new_session=True,
            )

    def wait(self) -> None:
        """Until it answers with what a server process says."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                if self.get("/healthz").is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"{self.kind} did not start: {self.said}")

    def client(self, source: str = "127.0.0.1") -> httpx.Client:
        """A browser that trusts its certificate, at an address of this computer."""
        transport = httpx.HTTPTransport(verify=self.trust, local_address=source)
        return httpx.Client(
            base_url=self.url, transport=transport, trust_env=False, timeout=PATIENCE
        )

    def get(self, path: str) -> httpx.Response:
        """One answer to somebody who comes anew."""
        with self.client() as client:
            return client.get(path)

    @property
    def said(self) -> str:
        """All that it wrote anywhere."""
        files = [self.folder / name for name in ("said", "start.log", "error.log")]
        return "\n".join(file.read_text() for file in files if file.exists())

    def kill(self) -> None:
        """End it and what it started at once, as a power cut does."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=PATIENCE)

    def stop(self) -> None:
        """End it."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=PATIENCE)
