"""The pictures in the documentation, taken of the real pages in a real browser: `make screenshots`."""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs/pictures"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
VIEWS = (
    ("page", "light", 1440, 900),
    ("page-dark", "dark", 1440, 900),
    ("page-phone", "light", 390, 844),
)


def take(browser: Browser, page: Path, name: str, scheme: str, width: int, height: int) -> None:
    """One picture of the page's first screen."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto(page.as_uri())
    tab.screenshot(path=PICTURES / f"{name}.png")
    context.close()


def main() -> None:
    """Read the example, open its page, take the pictures."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "page.html"
        command = [sys.executable, "-m", "selon", "read", *sorted(map(str, (ROOT / "examples").glob("*.md")))]
        subprocess.run([*command, "--format", "html", "--output", str(page)], check=True)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for view in VIEWS:
            take(browser, page, *view)
        browser.close()


if __name__ == "__main__":
    main()
