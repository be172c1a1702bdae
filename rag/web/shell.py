"""The page around the page: what Gradio's own index.html lacks or says too much of.

Gradio's template is English, takes its words from the browser's locale and names outside addresses in its
metadata. Here the served page gets our style and script, is Chinese whatever the browser's locale, names no
outside address, and every response forbids the browser to fetch anything from elsewhere.
"""

import re
from importlib.resources import files

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio's page carries inline scripts and compiles its templates with Function().
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)

_SOCIAL_METADATA = re.compile(r"<meta\s+(?:property|name)=\"(?:og|twitter):[^>]*>\s*")
_STYLES = ("page.css", "chart.css", "draft.css", "library.css")
_SCRIPTS = ("page.js", "chart.js", "draft.js", "library.js")
_CHINESE = "Object.defineProperty(navigator, 'language', {get: () => 'zh-CN'});"
_NOTICES = (
    "<noscript>本页需要 JavaScript。请在浏览器设置中允许本网址运行脚本，然后刷新。</noscript>"
    '<p id="lost" role="alert">与程序的连接断开了，正在自动重连，连上后本页会刷新，输入框里的问题会保留。'
    "若一直连不上，请联系管理员，确认程序仍在运行。</p>"
)


def chinese_page(html: str) -> str:
    """Gradio's index page, made ours."""
    resources = files("rag.web")
    style = "".join(resources.joinpath(name).read_text(encoding="utf-8") for name in _STYLES)
    script = "".join(resources.joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS)
    html = _SOCIAL_METADATA.sub("", html)
    html = html.replace('lang="en"', 'lang="zh-CN"', 1)
    html = html.replace("<head>", f"<head><script>{_CHINESE}{script}</script>", 1)
    # In the body, so that our rules come behind those that Gradio adds to the head as it goes.
    return html.replace("<gradio-app", f"<style>{style}</style>{_NOTICES}<gradio-app", 1)


class PageShell:
    """ASGI middleware: rewrites the index page, adds the security headers, streams the rest through."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        page = _Page(send)
        await self._app(scope, receive, page.send)


class _Page:
    """One response on its way out; an HTML body is held back until it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
            headers["Referrer-Policy"] = "no-referrer"
            headers["X-Content-Type-Options"] = "nosniff"
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = chinese_page(self._body.decode("utf-8")).encode("utf-8")
            MutableHeaders(scope=self._start)["content-length"] = str(len(body))
            await self._send(self._start)
            message = {"type": "http.response.body", "body": body}
        await self._send(message)
