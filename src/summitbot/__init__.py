"""SummitBot's engine: answers questions about one event from a folder of sourced, dated facts.

The front door: load a folder, make an engine, put questions.
"""

from summitbot.answering.overview import NAMED_SECTIONS, Section
from summitbot.conversation import Answer, Candidate, Gate, Mention, Outcome, Question, Reading, SourceNote
from summitbot.engine import Engine
from summitbot.knowledge.loading import load_knowledge
from summitbot.knowledge.problems import KnowledgeError, Problem

__all__ = [
    "NAMED_SECTIONS",
    "Answer",
    "Candidate",
    "Engine",
    "Gate",
    "KnowledgeError",
    "Mention",
    "Outcome",
    "Problem",
    "Question",
    "Reading",
    "Section",
    "SourceNote",
    "load_knowledge",
]
