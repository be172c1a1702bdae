"""A conversation with the assistant, message by message."""

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from rag.assistant import Assistant
from rag.model import Answer


def talk(assistant: Assistant, *messages: str) -> list[Answer]:
    """The answers to the messages, each asked after those before."""
    history: list[BaseMessage] = []
    answers = []
    for message in messages:
        answer = assistant.answer(message, history)
        answers.append(answer)
        history += [HumanMessage(message), AIMessage(answer.text)]
    return answers
