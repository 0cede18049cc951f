"""Take the pictures of docs/images from a running demonstration: ``python scripts/screenshots.py ADDRESS``.

ADDRESS is the one that ``make run`` prints, with its token; every document in a demonstration is invented.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

IMAGES = Path(__file__).parent.parent / "docs" / "images"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def main(address: str) -> None:
    """Sign in, then picture a document with one fact chosen, and the trends."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1360, "height": 820}, locale="sv-SE", reduced_motion="reduce")
        page.goto(address)
        page.get_by_role("searchbox").fill("orosanmälan som blev liggande")
        page.keyboard.press("Enter")
        page.locator("main h3 a, main article a").first.click()
        page.get_by_text("Allvarligt missförhållande", exact=True).last.click()
        page.screenshot(path=IMAGES / "dokument.png")
        page.get_by_role("link", name="Trender").click()
        page.screenshot(path=IMAGES / "trender.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
