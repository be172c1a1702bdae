"""A server of the page on a free port, and a browser that fails the test if it is sent anywhere else."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import uvicorn

from rag.web.intake import IntakeDesk
from rag.web.page import build_page
from rag.web.ports import AsksQuestions, Librarian, Library
from rag.web.server import listen, server
from tests.web.scripted import ScriptedLibrarian

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Serve = Callable[..., str]
"""Serves the page over an assistant, a library and perhaps a librarian; returns its address."""

SIZES = {"laptop": (1366, 768), "phone": (390, 844)}
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Servers that end with the test."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []
    desks: list[IntakeDesk] = []

    def start(assistant: AsksQuestions, library: Library, librarian: Librarian | None = None) -> str:
        listener = listen("127.0.0.1", 0)
        desk = IntakeDesk(librarian or ScriptedLibrarian())
        desks.append(desk)
        this = server(build_page(assistant, library, librarian or ScriptedLibrarian(), desk))
        thread = threading.Thread(target=this.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        running.append((this, thread))
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    yield start
    for desk in desks:
        desk.close()
    for this, thread in running:
        this.should_exit = True
        thread.join(timeout=10)
        assert not thread.is_alive(), "the server did not stop"


@dataclass
class Visit:
    """A page opened in the browser, with what it asked for and what went wrong in it."""

    page: "Page"
    address: str
    requested: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def strangers(self) -> list[str]:
        """Every request that left the server's own origin; data: and blob: stay in the browser."""
        home = urlsplit(self.address)
        return [
            url
            for url in self.requested
            if (parts := urlsplit(url)).scheme not in ("data", "blob")
            and (parts.scheme, parts.netloc) not in ((home.scheme, home.netloc), ("ws", home.netloc))
        ]


Open = Callable[..., Visit]
"""Opens an address: `open_page(address, "phone")`."""


@pytest.fixture(scope="session")
def browser(chromium: str) -> "Iterator[Browser]":
    """One Chromium for all browser tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[Open]:
    """Pages in English browsers of their own; the test fails on a foreign request or a script error."""
    visits: list[Visit] = []

    def visit(address: str, size: str = "laptop") -> Visit:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale="en-US",
            is_mobile=size == "phone",
            has_touch=size == "phone",
        )
        context.set_default_timeout(20_000)
        page = context.new_page()
        this = Visit(page=page, address=address)
        page.on("request", lambda request: this.requested.append(request.url))
        page.on("websocket", lambda websocket: this.requested.append(websocket.url))
        page.on("pageerror", lambda error: this.errors.append(str(error)))
        page.on("console", lambda said: this.errors.extend([said.text] if said.type == "error" else []))
        visits.append(this)
        page.goto(address)
        page.wait_for_selector(".masthead")
        return this

    yield visit
    for this in visits:
        this.page.context.close()
    for this in visits:
        assert this.requested, "no request was seen, so nothing was proved"
        assert not this.strangers()
        assert not this.errors
