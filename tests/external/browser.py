"""Headless Chromium, driven over the WebDriver protocol (w3.org/TR/webdriver2).

Needs Debian's packages chromium and chromium-driver.
"""

from __future__ import annotations

import re
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import requests

# Chromium as root in a closed network: no sandbox, no calls home.
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
DESKTOP, PHONE = (1100, 900), (360, 740)


AXE = Path(__file__).parents[2] / ".venv/axe-core/node_modules/axe-core/axe.min.js"
Page = TypeVar("Page", bound="Browser")


class Browser:
    """A WebDriver session."""

    def __init__(self, server: str, profile: Path) -> None:
        options = {"args": [*FLAGS, f"--user-data-dir={profile}"], "binary": "/usr/bin/chromium"}
        wish = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        answer = requests.post(f"{server}/session", json={"capabilities": {"alwaysMatch": wish}}, timeout=60).json()
        self.session = f"{server}/session/{answer['value']['sessionId']}"
        self.folder = profile.parent

    def post(self, command: str, **body: Any) -> Any:
        answer = requests.post(f"{self.session}/{command}", json=body, timeout=60).json()["value"]
        assert not (isinstance(answer, dict) and "error" in answer), answer
        return answer

    def get(self, command: str) -> Any:
        return requests.get(f"{self.session}/{command}", timeout=60).json()["value"]

    def open(self, address: str, size: tuple[int, int] = DESKTOP) -> None:
        width, height = size
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=size == PHONE
        )
        self.post("url", url=address)

    def cdp(self, name: str, **parameters: Any) -> Any:
        return self.post("goog/cdp/execute", cmd=name, params=parameters)

    def run(self, script: str) -> Any:
        return self.post("execute/sync", script=script, args=[])

    def press(self, keys: str) -> None:
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.post("actions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def prefer(self, scheme: str) -> None:
        features = [{"name": "prefers-color-scheme", "value": scheme}] if scheme else []
        self.cdp("Emulation.setEmulatedMedia", features=features)

    def has_alert(self) -> bool:
        answer = requests.get(f"{self.session}/alert/text", timeout=60).json()["value"]
        return not (isinstance(answer, dict) and answer.get("error") == "no such alert")

    def violations(self) -> list[str]:
        """Return what axe-core (npm), which ``.ci/run`` installs, finds wrong for readers with other needs."""
        found = self.run(f"{AXE.read_text('utf-8')}\nreturn axe.run().then((found) => found.violations)")
        return [f"{one['id']} ({one['impact']}): {one['nodes'][0]['html']}" for one in found]

    def screenshot(self, name: str) -> None:
        (self.folder / f"{name}.png").write_bytes(b64decode(self.get("screenshot")))


@contextmanager
def browser_in(folder: Path, kind: type[Page]) -> Iterator[Page]:
    """Start Chromium with its profile in a folder."""
    with subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True) as driver:
        assert driver.stdout
        try:
            port = next(match[1] for line in driver.stdout if (match := re.search(r"successfully on port (\d+)", line)))
            session = kind(f"http://127.0.0.1:{port}", folder / "profile")
            yield session
            requests.delete(session.session, timeout=60)
        finally:
            driver.terminate()
