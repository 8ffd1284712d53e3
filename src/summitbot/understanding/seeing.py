"""What a question shows: its words, the names among them, and what a conversation gives names to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from summitbot.conversation import Mention
from summitbot.knowledge.knowledge import Knowledge
from summitbot.understanding.descriptions import Describer
from summitbot.understanding.designations import Designator
from summitbot.understanding.history import History
from summitbot.understanding.joining import Joiner
from summitbot.understanding.listing import one_by_one
from summitbot.understanding.phrasebook import Phrasebook
from summitbot.understanding.pronouns import Pronouns
from summitbot.understanding.seen import Seen, covered, outside
from summitbot.understanding.spelling import Spelling
from summitbot.understanding.unknown_names import strange_runs
from summitbot.understanding.words import Phrases, Token, as_written, folded_words


class Sight:
    """Sees what the questions of one language show."""

    def __init__(self, book: Phrasebook, knowledge: Knowledge, little: frozenset[str]) -> None:
        """`little`: the words that a follow-up may hold besides a name."""
        pack = book.pack
        self._book = book
        seeming = Phrases({folded_words(p): p for p in pack.pronoun_kinds.get("none", ())})
        self._describer = Describer(
            knowledge.entities, _words(pack.links), _words(pack.person_words), seeming, _words(pack.pronouns)
        )
        self._designator = Designator(book, knowledge.summit, little, seeming)
        self._pronouns = Pronouns(pack)
        self._joints = _words((*pack.conjunctions, *pack.disjunctions))
        self._joiner = Joiner(knowledge.entities, book.spotter.names, _words((*pack.links, *pack.prepositions)))

    def see(self, tokens: Sequence[Token], history: History, meant: Mention | None = None) -> Seen:
        """What a question shows after what was talked about; `meant` is what a word of it is known to mean."""
        book = self._book
        written = book.wording.write_out(tokens)
        words = [t.text for t in written]
        spelling = Spelling(written, book)
        named = self._named(written)
        described = self._describer.resolve(named, written, history)
        mentions = self._whole(described, written)
        undescribed = self._whole(named, written) if set(named) - set(described) else []
        if meant is not None:
            mentions = [meant, *outside(mentions, [meant])]
        designated = self._designator.find(written, mentions, history)
        return Seen(
            spelling,
            mentions,
            designated,
            self._designator.beside_named(written, mentions),
            undescribed,
            self._pronouns.find(written, [*mentions, *designated]),
            book.signals.read(words),
            book.signals.asks_expectation(words),
        )

    def several(self, tokens: Sequence[Token], history: History) -> list[list[Mention]]:
        """What a word such as "they" may stand for, if for several: for each way, one mention for each of them."""
        written = self._book.wording.write_out(tokens)
        if not self._pronouns.mean_several(written):
            return []
        named = frozenset(m.kind for m in self._mentions(written, history) if m.entities)
        return list(self._pronouns.plural(written, history, named))

    def listed(self, tokens: Sequence[Token], history: History) -> list[list[Token]]:
        """The question once for each of those of one kind that it lists, if it lists several.

        Of several days one is meant ("on the 10th or the 11th"), or what lies between.
        """
        written = self._book.wording.write_out(tokens)
        if not any(t.apart or t.text in self._joints for t in written):
            return []
        mentions = [m for m in self._mentions(written, history) if m.kind != "day"]
        strange = strange_runs(Spelling(written, self._book), covered(mentions))
        unknown = [Mention(as_written(written[a:b]), a, b, "", (), exact=False) for a, b in strange]
        return one_by_one(written, [*mentions, *unknown], self._joints, self._book.spotter.articles)

    def _mentions(self, tokens: Sequence[Token], history: History) -> list[Mention]:
        """All mentions, also of people who are described."""
        return self._whole(self._describer.resolve(self._named(tokens), tokens, history), tokens)

    def _named(self, tokens: Sequence[Token]) -> list[Mention]:
        """What is named with a whole name, and the days."""
        days = self._book.days.find(tokens) if self._book.days is not None else []
        return self._joiner.with_days(self._book.spotter.spot(tokens), days)

    def _whole(self, named: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
        """The mentions with those that are only a part of a name, each as one with what belongs to it."""
        parts = self._book.spotter.spot_parts(tokens, covered(named))
        return self._joiner.with_owners(self._joiner.with_parts(named, parts, tokens), tokens)


def _words(listed: Iterable[str]) -> frozenset[str]:
    """The single words among those listed; of a phrase such as "là-bas" none means the same by itself."""
    return frozenset(words[0] for words in map(folded_words, listed) if len(words) == 1)
