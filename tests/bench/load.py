"""Load by wrk: 32 at once, each time about another operator, by the tokens of several systems in turn."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence
from typing import NamedTuple

CONNECTIONS, THREADS = 32, 2

ASKING = """
local tokens = { %(tokens)s }
local next = 0
local function headers()
  next = next %% #tokens + 1
  return { ["Authorization"] = tokens[next], ["Content-Type"] = "application/json" }
end
local function tin() return string.format("%(tin)s", math.random(1, %(operators)d)) end
"""
ONE = 'request = function() return wrk.format("GET", "/api/v1/operators/" .. tin() .. "/%(kind)s", headers()) end'
MANY = """
local bodies = {}
for i = 1, 40 do
  local ids = {}
  for j = 1, %(size)d do ids[j] = '"' .. tin() .. '"' end
  bodies[i] = '{"ids":[' .. table.concat(ids, ",") .. ']}'
end
request = function() return wrk.format("POST", "/api/v1/%(kind)s:batch", headers(), bodies[math.random(#bodies)]) end
"""
TOLD = """
done = function(summary, latency, requests)
  local e, rate = summary.errors, summary.requests / summary.duration * 1e6
  local wrong = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format("told %d %d %d %d\\n", rate, latency:percentile(50), latency:percentile(99), wrong))
end
"""


class Told(NamedTuple):
    """Requests a second, the median and the 99th percentile in milliseconds, and how many went wrong."""

    rate: float
    median: float
    last: float
    wrong: int


class Asking(NamedTuple):
    """Who asks about which operators: `tin` is a pattern of their numbers."""

    tokens: Sequence[str]
    tin: str
    operators: int

    def one(self, kind: str = "status") -> str:
        return self._begun + ONE % {"kind": kind}

    def many(self, size: int, kind: str = "status") -> str:
        return self._begun + MANY % {"kind": kind, "size": size}

    @property
    def _begun(self) -> str:
        tokens = ", ".join(f'"Bearer {one}"' for one in self.tokens)
        return ASKING % {"tokens": tokens, "tin": self.tin, "operators": self.operators}


def ask(port: int, script: str = "", *, seconds: int) -> Told:
    """For so long, as fast as it is answered."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script + TOLD)
        file.flush()
        much = [f"-c{CONNECTIONS}", f"-t{THREADS}", f"-d{seconds}s", "-s", file.name]
        done = subprocess.run(["wrk", *much, f"http://127.0.0.1:{port}/"], capture_output=True, text=True, check=True)
    rate, median, last, wrong = map(int, re.search(r"told (\d+) (\d+) (\d+) (\d+)", done.stdout).groups())
    return Told(rate, median / 1000, last / 1000, wrong)
