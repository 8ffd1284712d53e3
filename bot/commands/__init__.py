"""The commands that Discord lists: slash commands and, on the menu of a message, "Answer this"."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.answering import Answering
from bot.commands.answer_this import answer_this_menu
from bot.commands.ask import ask_command
from bot.commands.help import help_command
from bot.commands.settings import settings_command
from bot.commands.summit import SummitCommands

__all__ = ["add_commands"]


def add_commands(tree: app_commands.CommandTree[Any], answering: Answering) -> None:
    """Put every command on `tree`. To add one, write its module next to this one and name it here."""
    tree.add_command(ask_command(answering))
    tree.add_command(SummitCommands(answering))
    tree.add_command(help_command(answering))
    tree.add_command(answer_this_menu(answering))
    tree.add_command(settings_command(answering))
