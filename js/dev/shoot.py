"""Takes pictures of the development page: python dev/shoot.py OUT [scene ...]; needs `node dev/serve.mjs` running."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
ARGS += ["--disable-component-update", "--disable-sync"]


def main(out: Path, scenes: list[str], base: str = "http://127.0.0.1:8787") -> None:
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        for scene in scenes:
            for theme, width in [("light", 800), ("dark", 800), ("light", 400), ("dark", 1200)]:
                page = browser.new_page(viewport={"width": width, "height": 600})
                page.on(
                    "console",
                    lambda m: m.type in ("error", "warning") and sys.stdout.write(f"{m.type}: {m.text}\n"),
                )
                page.on("pageerror", lambda e: sys.stdout.write(f"pageerror: {e}\n"))
                page.goto(f"{base}/?scene={scene}&theme={theme}")
                page.wait_for_selector(".fow-content")
                page.wait_for_timeout(1500)
                page.screenshot(path=out / f"{scene}-{theme}-{width}.png", full_page=True)
                page.close()
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or ["panel", "form"])
