"""The web chat: python app.py [--store DIR] [--host 127.0.0.1] [--port 7860] [--load-samples]."""

import argparse
import logging
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page until Ctrl+C. Returns the exit code; 1 if it could not be served."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # Imported here so that --help answers at once.
    from rag.web.ports import Advises

    try:
        _serve(options)
    except Exception as error:
        if not isinstance(error, Advises):
            raise
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python app.py", description="据实：在浏览器里问工作报告，句句有出处。"
    )
    parser.add_argument("--store", type=Path, metavar="DIR", help="资料库所在的文件夹")
    parser.add_argument(
        "--host", default="127.0.0.1", help="监听的地址；要让同一局域网的电脑访问，用 0.0.0.0"
    )
    parser.add_argument("--port", type=int, default=7860, help="监听的端口（默认 7860）")
    parser.add_argument("--llm", metavar="模型", help="语言模型：ollama:名称、openai:名称或 gguf:文件路径")
    parser.add_argument("--load-samples", action="store_true", help="资料库为空时载入自带的示例材料")
    return parser


def _serve(options: argparse.Namespace) -> None:
    from rag.assemble import assemble
    from rag.settings import load_settings
    from rag.web.intake import IntakeDesk
    from rag.web.page import build_page
    from rag.web.server import listen, server

    listener = listen(options.host, options.port)
    application = assemble(load_settings(options.store, options.llm))
    desk = IntakeDesk(application.librarian)
    page = build_page(application.assistant, application.library, application.librarian, desk)
    warming = threading.Thread(target=application.warm, name="warm-models")
    warming.start()
    if options.load_samples and application.library.counts()[0] == 0:
        desk.start_samples()
    print(_greeting(options.host, listener.getsockname()[1]), flush=True)
    try:
        with suppress(KeyboardInterrupt):
            server(page).run(sockets=[listener])
    finally:
        # The model's native threads must not be at work when the interpreter goes.
        desk.close()
        warming.join()
        application.close()


def _greeting(host: str, port: int) -> str:
    everywhere = host in ("0.0.0.0", "::")
    address = f"http://{'127.0.0.1' if everywhere else host}:{port}"
    others = "，同一局域网的电脑请把其中的 127.0.0.1 换成本机的 IP 地址" if everywhere else ""
    return f"请用浏览器打开 {address}{others}。按 Ctrl+C 停止。"


if __name__ == "__main__":
    sys.exit(main())
