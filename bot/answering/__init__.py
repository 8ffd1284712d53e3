"""From a question and who asks it to a reply: the engine is asked, and what it says becomes messages and components."""

from bot.answering.answering import Answering

__all__ = ["Answering"]
