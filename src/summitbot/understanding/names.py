"""The names that a knowledge folder knows, in one language: whole, with slips of the pen, and in part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from summitbot.knowledge.shapes import EVERY_LANGUAGE, Country, Entity, Group, Person
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.parts import SUMMIT, Bearer, Name, Parts
from summitbot.understanding.vocabulary import FUNCTION_WORD, allowed_slips
from summitbot.understanding.words import folded_words

LONGEST_NAME = 8
SHORTEST_SURNAME = 3
USUAL_PLURAL = 4.15
"""Zipf frequency of its plural from which a name is a noun of everyday speech."""
NUMBERED = frozenset({SUMMIT, "group"})
"""Kinds of which one is not the same as several: the AI summits, the vice premiers."""
LONGEST_ENDING = 2
"""Letters by which one form of a word may be longer than another."""
MOST_REMEMBERED = 10_000


class Names:
    """Who bears which name."""

    def __init__(
        self,
        entities: Mapping[str, Mapping[str, Entity]],
        language: str,
        territories: Mapping[str, str],
        stem: Callable[[str], str],
        little: AbstractSet[str],
    ) -> None:
        """`territories`: code -> name of all countries, also those that the folder does not list.

        `little`: the words that no part of a name begins or ends with, and that may be left out of a name.
        """
        self.language = language
        self._stem = stem
        bearers: defaultdict[Name, dict[Bearer, None]] = defaultdict(dict)
        for kind, id_, name in _names_of(entities, language, territories):
            if name:
                bearers[name][kind, id_] = None
        self.parts = Parts(entities.get("person", {}), bearers, language, stem, little)
        self._add_namesakes(bearers)
        whole: dict[Name, tuple[Bearer, ...]] = {name: tuple(found) for name, found in bearers.items()}
        self.words = frozenset(word for name in whole for word in name)
        """The words of all names."""
        self._bearers = _brief(whole, little) | whole
        self.lengths = _lengths(self._bearers)
        """First word of a name -> in how many words names go on from it, the longest first."""
        several = [n for n, found in whole.items() if len(n) > 1 and all(kind not in NUMBERED for kind, _ in found)]
        self._inflected = {tuple(map(stem, name)): name for name in reversed(several)}
        self._inflected_lengths = _lengths(self._inflected)
        self._glued: dict[str, Name] = {}
        for name in whole:
            self._glued.setdefault("".join(name), name)
        self._correctable = sorted(g for g in self._glued if allowed_slips(g))
        self._nearest: dict[str, Name | None] = {}
        people = entities.get("person", {})
        self._words_of_people = {("person", i): _words_of(p, language) for i, p in people.items()}
        self.words_of_people = frozenset(w for words in self._words_of_people.values() for w in words)
        full = [folded_words(name) for person in people.values() for name in person.name.values()]
        self.given = frozenset(words[0] for words in full if len(words) > 1)
        """The first words of the names of people known here."""
        self.surnames = frozenset(words[-1] for words in full)
        """The last words of them."""
        self._stemmed = [
            (kind, id_, frozenset(map(stem, name))) for name, found in bearers.items() for kind, id_ in found
        ]
        stems: defaultdict[Bearer, set[str]] = defaultdict(set)
        for kind, id_, name_stems in self._stemmed:
            stems[kind, id_] |= name_stems
        self.stems: Mapping[Bearer, AbstractSet[str]] = dict(stems)
        """Who bears a name -> the stems of all the words of his or her or its names."""

    def _add_namesakes(self, bearers: Mapping[Name, dict[Bearer, None]]) -> None:
        """A surname is the first name of others too: "François", after whom a pope is called."""
        for name, found in bearers.items():
            if len(name) == 1 and any(kind == "person" for kind, _ in found):
                found.update(dict.fromkeys(self.parts.namesakes(name[0])))

    def bearers(self, name: Name) -> tuple[Bearer, ...]:
        """Those who bear exactly this name."""
        return self._bearers.get(name, ())

    def inflected(self, words: Sequence[str], at: int) -> Name | None:
        """The longest name of several words that stands there but for the endings of its words: the scientific day."""
        for length in self._inflected_lengths.get(self._stem(words[at]), ()):
            asked = words[at : at + length]
            name = self._inflected.get(tuple(map(self._stem, asked)))
            if name is not None and all(map(_differ_in_ending, asked, name)):
                return name
        return None

    def nearest(self, words: Sequence[str]) -> tuple[Name, int] | None:
        """The name that the words are most likely a slip for, and by how many slips; blanks do not count.

        With more than one slip the first letter is the same: it is the one that people seldom get wrong.
        """
        glued = "".join(words)
        if glued in self._glued:
            return self._glued[glued], 0
        allowed = allowed_slips(glued)
        if allowed and glued not in self._nearest:
            if len(self._nearest) > MOST_REMEMBERED:
                self._nearest.clear()
            slips = DamerauLevenshtein.distance
            best = process.extractOne(glued, self._correctable, scorer=slips, score_cutoff=allowed)
            alike = best and best[1] <= max(1, allowed_slips(best[0])) and (best[1] <= 1 or best[0][0] == glued[0])
            self._nearest[glued] = self._glued[best[0]] if best and alike else None
        name = self._nearest.get(glued)
        return None if name is None else (name, DamerauLevenshtein.distance(glued, "".join(name)))

    def words_of(self, bearers: Iterable[Bearer]) -> frozenset[str]:
        """All words of the names of those among the bearers who are people."""
        return frozenset(w for bearer in bearers for w in self._words_of_people.get(bearer, ()))

    def holding(self, kind: str, words: Iterable[str]) -> list[str]:
        """Ids of those of a kind with a name that holds all these words, but for their endings."""
        stems = {self._stem(w) for w in words}
        return list(dict.fromkeys(i for k, i, name in self._stemmed if k == kind and stems <= name))

    def holding_most(self, kind: str, among: Iterable[str], words: Iterable[str]) -> tuple[str, ...]:
        """Those `among` a kind whose names hold the most of the words, little ones aside; none if no name holds one."""
        stems = {self._stem(w) for w in words if commonness(w, self.language) < FUNCTION_WORD}
        held = {id_: len(stems & self.stems.get((kind, id_), frozenset())) for id_ in among}
        most = max(held.values(), default=0)
        return tuple(id_ for id_, count in held.items() if count == most) if most else ()

    def alike(self, kind: str, id_: str, among: Iterable[str], without: Iterable[str]) -> list[str]:
        """Those `among` a kind whose names share the most words with those of the entity, but for those `without`."""
        own = {w for k, i, name in self._stemmed if (k, i) == (kind, id_) for w in name}
        own = {w for w in own - {self._stem(w) for w in without} if commonness(w, self.language) < FUNCTION_WORD}
        shared = {i: {w for k, j, name in self._stemmed if (k, j) == (kind, i) for w in name & own} for i in among}
        most = max(map(len, shared.values()), default=0)
        return [i for i, words in shared.items() if len(words) == most and i != id_] if most else []


def _differ_in_ending(word: str, other: str) -> bool:
    """Whether words of one stem are forms of one word, as far as their letters tell: fund and funds, not funding."""
    short, long = sorted((word, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= LONGEST_ENDING


def _lengths(names: Iterable[Name]) -> dict[str, list[int]]:
    """First word of a name -> in how many words names go on from it, the longest first."""
    lengths: defaultdict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[0]].add(len(name))
    return {first: sorted(found, reverse=True) for first, found in lengths.items()}


def _brief(names: Mapping[Name, tuple[Bearer, ...]], little: AbstractSet[str]) -> dict[Name, tuple[Bearer, ...]]:
    """The names without their little words, as people type them in a hurry: "sommet action ia"."""
    found: defaultdict[Name, dict[Bearer, None]] = defaultdict(dict)
    for name, bearers in names.items():
        brief = tuple(w for w in name if w not in little and len(w) > 1)
        if 1 < len(brief) < len(name):
            found[brief].update(dict.fromkeys(bearers))
    return {name: tuple(bearers) for name, bearers in found.items()}


def _names_of(
    entities: Mapping[str, Mapping[str, Entity]], language: str, territories: Mapping[str, str]
) -> Iterable[tuple[str, str, Name]]:
    for kind, of_kind in entities.items():
        for id_, entity in of_kind.items():
            for name in _written_names(entity, language):
                words = folded_words(name)
                yield kind, id_, words
                if isinstance(entity, Person) and name in entity.name.values() and len(words[-1]) >= SHORTEST_SURNAME:
                    yield kind, id_, words[-1:]
    for code, name in territories.items():
        if not _is_ordinary_word(name, language):
            yield "country", code, folded_words(name)


def _is_ordinary_word(name: str, language: str) -> bool:
    """Whether a name, its article aside, is a noun of everyday speech, as its plural shows: "la réunion", a meeting."""
    words = [w for w in name.casefold().split() if commonness(w, language) < FUNCTION_WORD]
    return len(words) == 1 and commonness(words[0] + "s", language) >= USUAL_PLURAL


def _written_names(entity: Entity, language: str) -> list[str]:
    texts = [entity.name.get(language), entity.name.get(EVERY_LANGUAGE)]
    if isinstance(entity, Group):
        texts += [entity.plural.get(language), entity.plural.get(EVERY_LANGUAGE)]
    for code in (language, EVERY_LANGUAGE):
        texts += entity.aliases.get(code, ())
    if not isinstance(entity, Country):
        texts += entity.name.values()
    return [t for t in dict.fromkeys(texts) if t]


def _words_of(person: Entity, language: str) -> frozenset[str]:
    return frozenset(w for name in _written_names(person, language) for w in folded_words(name))
