"""The page served over HTTP from this machine, and nothing fetched from another.

Gradio's `launch()` calls its own address through the proxy of the environment and gives up where the proxy
refuses; mounted in an application of ours, it is served without asking anyone.
"""

import logging
import socket
from pathlib import Path

import gradio as gr
import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from rag.web.chart_figure import SCRIPT_PATH, plotly_script
from rag.web.library_parts import LARGEST_MB
from rag.web.shell import PageShell
from rag.web.theme import theme

log = logging.getLogger(__name__)


class AddressInUse(Exception):
    """The address cannot be listened on; the text is Chinese and says what to do."""

    advice = "请换一个端口，例如 --port 7861；若本程序已在运行，直接打开它的网址即可。"


def listen(host: str, port: int) -> socket.socket:
    """A socket listening on the address; port 0 takes a free one. Raises AddressInUse."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise AddressInUse(
            f"无法在 {host} 的 {port} 端口提供网页（{error.strerror}）。{AddressInUse.advice}"
        ) from error
    return listener


def server(page: gr.Blocks) -> uvicorn.Server:
    """A server of the page, to be run with `run(sockets=[listen(…)])`."""
    application = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    application.get(f"/{SCRIPT_PATH}")(_chart_script)
    application = gr.mount_gradio_app(
        application,
        page,
        path="/",
        app_kwargs={"middleware": [Middleware(PageShell)], "docs_url": None, "redoc_url": None},
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        show_error=False,
        max_file_size=f"{LARGEST_MB}mb",
        favicon_path=str(Path(__file__).with_name("favicon.svg")),
        theme=theme(),
    )
    return uvicorn.Server(uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=2))


def _chart_script(request: Request) -> Response:
    """Plotly's script, which a browser fetches once, when it first shows a chart."""
    plain, packed = plotly_script()
    takes_packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {
        "Cache-Control": "public, max-age=31536000, immutable",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
        **({"Content-Encoding": "gzip"} if takes_packed else {}),
    }
    return Response(packed if takes_packed else plain, media_type="text/javascript", headers=headers)
