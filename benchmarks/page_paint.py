"""How soon the pages are there on a phone with slow 4G: what Chromium itself measures.

Connection and processor are slowed as Lighthouse slows them for phones; each page is opened five
times, as by a new visitor. ``CAMPAIGNER_BENCH_RUNS`` says how often.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks._servers import free_port, pages, running

NOW = {"CAMPAIGNER_NOW": "2026-12-12T10:00:00Z"}
PAGES = {
    "front page": "/",
    "campaign": "/right-to-food",
    "campaign, in Welsh": "/right-to-food?language=cy",
    "briefing": "/right-to-food/brief",
    "writing: postcode": "/right-to-food/write",
    "privacy notice": "/right-to-food/privacy",
    "your data": "/my-data",
}
# Lighthouse's slow 4G: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
SLOW_4G = {
    "offline": False,
    "latency": 150,  # milliseconds
    "downloadThroughput": 1_638_400 / 8,  # bytes a second
    "uploadThroughput": 768_000 / 8,
}
SLOWER = 4  # times, the processor
PHONE = {"width": 390, "height": 844}
MEASURED = """() => new Promise(done => {
  const found = {shift: 0, largest: 0, first: 0};
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) {
      if (each.entryType === "layout-shift" && !each.hadRecentInput) found.shift += each.value;
      if (each.entryType === "largest-contentful-paint") found.largest = each.startTime;
    }
  }).observe({type: "layout-shift", buffered: true});
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) found.largest = each.startTime;
  }).observe({type: "largest-contentful-paint", buffered: true});
  found.first = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  setTimeout(() => done(found), 300);
})"""


@dataclass(frozen=True)
class Opened:
    """How a page was opened: times in milliseconds, bytes as they were sent."""

    first: float
    largest: float
    shift: float
    sent: int
    requests: int
    elsewhere: int


def opened(browser: Browser, origin: str, path: str) -> Opened:
    """Open a page as a new visitor with a slow phone."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    sent: list[float] = []
    asked: list[str] = []

    def finished(event: dict[str, Any]) -> None:
        sent.append(event["encodedDataLength"])

    def asking(event: dict[str, Any]) -> None:
        asked.append(event["request"]["url"])

    devtools.on("Network.loadingFinished", finished)
    devtools.on("Network.requestWillBeSent", asking)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(origin + path, wait_until="networkidle")
    found = page.evaluate(MEASURED)
    context.close()
    other = sum(not each.startswith((origin, "data:")) for each in asked)
    return Opened(
        found["first"], found["largest"], found["shift"], int(sum(sent)), len(asked), other
    )


def measure(origin: str, runs: int) -> None:
    chromium = shutil.which("chromium")
    if not chromium:
        print("Chromium is missing.")
        return
    print(
        f"{'':<20}{'first':>9}{'largest':>9}{'shift':>7}{'KB':>7}{'requests':>10}{'elsewhere':>11}"
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        opened(browser, origin, "/")  # the first request warms the server
        for name, path in PAGES.items():
            times = [opened(browser, origin, path) for _ in range(runs)]
            first, largest = (
                statistics.median(getattr(each, field) for each in times)
                for field in ("first", "largest")
            )
            shift = max(each.shift for each in times)
            elsewhere = max(each.elsewhere for each in times)
            kilobytes, requests = times[-1].sent / 1000, times[-1].requests
            print(
                f"{name:<20}{first:>6,.0f} ms{largest:>6,.0f} ms{shift:>7.3f}"
                f"{kilobytes:>7.1f}{requests:>10}{elsewhere:>11}",
                flush=True,
            )
        browser.close()


def main() -> None:
    runs = int(os.environ.get("CAMPAIGNER_BENCH_RUNS", "5"))
    with tempfile.TemporaryDirectory() as place:
        workspace = Path(place, "demo")
        made = [sys.executable, "-m", "campaigner", "demo", str(workspace)]
        subprocess.run(made, env={**os.environ, **NOW}, check=True, capture_output=True)
        port = free_port()
        with running(pages(workspace, port), port, NOW):
            measure(f"http://127.0.0.1:{port}", runs)


if __name__ == "__main__":
    main()
