"""The conversations of open tabs, so that a page that is reloaded shows its own again."""

import threading
from collections import OrderedDict

from rag.web.conversation import Conversation

MOST = 200
"""How many conversations are kept; the one longest unused goes first."""
_TOKEN_LENGTH = 32


class Remembered:
    """Conversations in the program's memory, by a token that only the tab knows: nothing is written to a disk, here
    or in the browser. Safe to use from many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Conversation] = OrderedDict()

    def keep(self, token: str, conversation: Conversation) -> None:
        """Remember how far a tab's conversation is; an empty one is forgotten, as is one of no token."""
        with self._lock:
            self._kept.pop(token, None)
            if conversation and len(token) == _TOKEN_LENGTH:
                self._kept[token] = conversation
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def recall(self, token: str) -> Conversation:
        """A tab's conversation; an answer that the reload broke off is a stopped one."""
        with self._lock:
            return self._kept.get(token, Conversation()).stopped()
