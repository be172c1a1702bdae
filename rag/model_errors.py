"""What goes wrong with a language model, in Chinese with the next step: no server, no such model, wrong key, too many
questions."""

from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_WAIT = 5.0
# The clients of Ollama and OpenAI bring different releases of httpx, whose errors bear the same names.
_NOT_THERE = frozenset(("ConnectError", "ConnectTimeout"))
_CUT = frozenset(("TransportError", "ConnectionError"))
_TOO_LONG = ("context", "too long", "maximum length", "too many tokens")


class ModelFailed(Exception):
    """The model or its server did not do its work.

    `reason` says how and `advice` what to do, in Chinese; `again` is whether asking once more may help, after `wait`
    seconds; `missing` is whether the service is there and the model is not.
    """

    def __init__(
        self, reason: str, *, advice: str = "", again: bool = True, wait: float = 0.0, missing: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason, self.advice, self.again, self.wait = reason, advice, again, wait
        self.missing = missing

    @property
    def told(self) -> str:
        """Reason and advice in one, without a full stop."""
        return f"{self.reason}，{self.advice}" if self.advice else self.reason


class ModelTimeout(ModelFailed):
    """The time limit has passed."""

    def __init__(self) -> None:
        super().__init__(
            "在规定的时间内没有写完",
            advice="可把 JUSHI_LLM_SECONDS 调大，或换小一些的模型",
            again=False,
        )


class ModelSilent(ModelFailed):
    """The model has ended without a word of answer."""

    def __init__(self) -> None:
        super().__init__(
            "它一个字也没有写出来",
            advice="可能字数都用在了思考上，请关闭它的思考功能或换一个模型",
            again=False,
        )


class ModelBroken(ModelFailed):
    """The connection has ended before the model had."""

    def __init__(self) -> None:
        super().__init__("连接中途断开", advice="请看模型服务是否还在运行")


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """Which model is asked and where; `provider` is ollama, openai or gguf."""

    provider: str
    model: str
    address: str


def explained(error: BaseException, service: Service) -> ModelFailed:
    """What an error of a client library means to the reader."""
    status = next((s for e in _chain(error) if isinstance(s := getattr(e, "status_code", None), int)), -1)
    if status > 0:
        return _refused(status, error, service)
    kinds = {kind.__name__ for link in _chain(error) for kind in type(link).__mro__}
    if kinds & _NOT_THERE:
        start = (
            "请先启动 Ollama（ollama serve）"
            if service.provider == "ollama"
            else "请确认它已启动、地址没有写错"
        )
        return ModelFailed(f"连接不上 {service.address} 的模型服务", advice=start)
    if "not found" in str(error).lower() and service.provider == "ollama":
        return _refused(404, error, service)
    if kinds & _CUT:
        return ModelBroken()
    return ModelFailed("模型服务中途出错")


def _refused(status: int, error: BaseException, service: Service) -> ModelFailed:
    """What a status of HTTP means."""
    if status in (401, 403):
        advice = "请核对 JUSHI_LLM_API_KEY"
        return ModelFailed(f"模型服务不认这个密钥（{status}）", advice=advice, again=False)
    if status == 404 and service.provider == "ollama":
        advice = f"请先运行 ollama pull {service.model}"
        return ModelFailed(f"Ollama 里没有模型 {service.model}", advice=advice, again=False, missing=True)
    if status == 404:
        advice = "请核对模型名和 JUSHI_LLM_BASE_URL（一般以 /v1 结尾）"
        return ModelFailed(
            f"模型服务里没有 {service.model}，或地址不对", advice=advice, again=False, missing=True
        )
    if status == 429:
        advice = "请稍等一会儿再问"
        return ModelFailed("模型服务说提问太多（429）", advice=advice, wait=_asked_to_wait(error))
    if status in (400, 413, 422) and any(words in str(error).lower() for words in _TOO_LONG):
        advice = "请把模型的上下文长度设为 6144 以上"
        return ModelFailed("问题和依据超出了模型的上下文长度", advice=advice, again=False)
    if status < 500:
        return ModelFailed(f"模型服务不接受这样的请求（{status}）", advice="请核对模型名和地址", again=False)
    return ModelFailed(f"模型服务出错（{status}）", advice="请看模型服务的日志")


def _asked_to_wait(error: BaseException) -> float:
    """The seconds that the server asks to wait, as far as we wait; one where it names none."""
    for link in _chain(error):
        named = getattr(getattr(link, "response", None), "headers", {}).get("retry-after", "")
        if named.isdigit():
            return min(float(named), LONGEST_WAIT)
    return 1.0


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it came from."""
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__ or link.__context__
