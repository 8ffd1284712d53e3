"""The commands that Discord lists: slash commands and, on the menu of a message, "Answer this"."""

from bot.commands.tree import SummitTree

__all__ = ["SummitTree"]
