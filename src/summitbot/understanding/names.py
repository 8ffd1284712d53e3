"""The names a knowledge folder knows, by language, and where they stand in a question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from summitbot.conversation import Mention
from summitbot.knowledge.shapes import EVERY_LANGUAGE, Country, Entity, Group, Person
from summitbot.understanding.vocabulary import Vocabulary, allowed_slips, commonness
from summitbot.understanding.words import Token, folded_words

LONGEST_NAME = 8
EVERYDAY = 5.9
"""Zipf frequency from which a one-word name is taken for the everyday word, unless it is written like a name."""
SHORTEST_SURNAME = 3
MOST_WINDOWS = 120
PART_OF_NAME = 5.3
"""Zipf frequency up to which a word of a longer name may stand for the whole."""
MOST_BEARERS = 5
THINGS = frozenset({"outcome", "part", "place", "organisation"})

Bearer = tuple[str, str]
"""Slot and id of the entity that bears a name."""


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    bearers: tuple[Bearer, ...]
    exact: bool
    name: tuple[str, ...]


class Names:
    """Every name and alias of one language, ready to be found in a question."""

    def __init__(
        self,
        entities: Mapping[str, Mapping[str, Entity]],
        language: str,
        territories: Mapping[str, str],
        articles: Iterable[str],
        stem: Callable[[str], str],
    ) -> None:
        self._language = language
        self._articles = {w for a in articles for w in folded_words(a)}
        self._bearers: dict[tuple[str, ...], list[Bearer]] = defaultdict(list)
        for kind, id_, name in _names_of(entities, language, territories):
            bearer = (kind, id_)
            if name and bearer not in self._bearers[name]:
                self._bearers[name].append(bearer)
        self._glued: dict[str, tuple[str, ...]] = {}
        for name in self._bearers:
            self._glued.setdefault("".join(name), name)
        self._fuzzy = sorted(g for g in self._glued if allowed_slips(g))
        self._starts = {name[0] for name in self._bearers}
        self._stem = stem
        self._parts = self._by_part(entities.get("person", {}))
        self._first_names = _person_words(entities, language)
        self._nearest: dict[str, str | None] = {}

    def find(self, tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Mention]:
        """All mentions; one place may bear several, of different kinds."""
        spans = self._exact(tokens)
        spans += self._by_slip(tokens, vocabulary, taken={i for s in spans for i in range(s.start, s.end)})
        spans = [self._with_own_words(s, tokens, spans) for s in _merged(sorted(spans, key=lambda s: s.start))]
        found: list[Mention] = []
        for span in spans:
            longer = self._longer_name(span, tokens, vocabulary, spans)
            if longer is not None:
                found.append(longer)
            else:
                found += _mentions(span, tokens)
        return found

    def find_parts(self, tokens: Sequence[Token], taken: set[int]) -> list[Mention]:
        """Words that are only part of some names, alone or side by side: the observatory, the safety institute."""
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            bearers = () if at in taken else self._part(tokens[at])
            end = at + 1
            while bearers and end < len(tokens) and end not in taken:
                shared = tuple(b for b in bearers if b in self._part(tokens[end]))
                if not shared:
                    break
                bearers, end = shared, end + 1
            if bearers:
                found += _mentions(_Span(at, end, bearers, exact=False, name=()), tokens)
            at = end
        return found

    def _part(self, token: Token) -> tuple[Bearer, ...]:
        if len(token.text) < SHORTEST_SURNAME or commonness(token.text, self._language) >= PART_OF_NAME:
            return ()
        found = (*self._parts.get(token.text, ()), *self._parts.get("~" + self._stem(token.text), ()))
        return found if len(found) <= MOST_BEARERS else ()

    def _by_part(self, people: Mapping[str, Entity]) -> Mapping[str, tuple[Bearer, ...]]:
        """The entities in whose names a word stands: of people the word itself, of things its stem after a tilde."""
        parts: dict[str, dict[Bearer, None]] = defaultdict(dict)
        for name, bearers in self._bearers.items():
            for word in name if len(name) > 1 else ():
                parts["~" + self._stem(word)].update(dict.fromkeys(b for b in bearers if b[0] in THINGS))
        for id_, person in people.items():
            for written in person.name.values():
                for word in folded_words(written):
                    parts[word][("person", id_)] = None
        return {word: tuple(bearers) for word, bearers in parts.items() if bearers}

    def find_exact(self, tokens: Sequence[Token]) -> list[Mention]:
        """The mentions written exactly as known."""
        return [m for span in self._exact(tokens) for m in _mentions(span, tokens)]

    def _exact(self, tokens: Sequence[Token]) -> list[_Span]:
        spans: list[_Span] = []
        at = 0
        while at < len(tokens):
            span = self._exact_at(at, tokens)
            if span is None:
                at += 1
            else:
                spans.append(span)
                at = span.end
        return spans

    def _exact_at(self, at: int, tokens: Sequence[Token]) -> _Span | None:
        if tokens[at].text not in self._starts:
            return None
        for length in range(min(LONGEST_NAME, len(tokens) - at), 0, -1):
            name = tuple(t.text for t in tokens[at : at + length])
            bearers = self._bearers.get(name)
            if bearers and (length > 1 or self._reads_as_name(at, tokens)):
                return _Span(at, at + length, tuple(bearers), exact=True, name=name)
        return None

    def _reads_as_name(self, at: int, tokens: Sequence[Token]) -> bool:
        """Whether a single word is a name here: 'the us' and 'US' are, the 'us' of 'tell us' is not."""
        token = tokens[at]
        if commonness(token.text, self._language) < EVERYDAY or token.surface.isupper():
            return True
        return len(tokens) == 1 or (at > 0 and tokens[at - 1].text in self._articles | {"and"})

    def _by_slip(self, tokens: Sequence[Token], vocabulary: Vocabulary, taken: set[int]) -> list[_Span]:
        """Names with slips of the pen, or written as one word or several; the longest and nearest first."""
        strange = {i for i, t in enumerate(tokens) if i not in taken and _may_be_name(t, vocabulary)}
        found: list[tuple[int, float, _Span]] = []
        windows = 0
        for start in sorted(strange | {i - 1 for i in strange} | {i - 2 for i in strange}):
            for end in range(start + 1, min(start + 5, len(tokens) + 1)):
                inside = range(start, end)
                if start < 0 or taken & set(inside) or not strange & set(inside):
                    continue
                if windows == MOST_WINDOWS:
                    break
                windows += 1
                span, distance = self._near(start, end, tokens, vocabulary, strange)
                if span is not None:
                    found.append((-(end - start), distance, span))
        spans: list[_Span] = []
        for _, _, span in sorted(found, key=lambda f: (f[1] > 0, f[0], f[1])):
            if not taken & set(range(span.start, span.end)):
                taken |= set(range(span.start, span.end))
                spans.append(span)
        return spans

    def _near(
        self, start: int, end: int, tokens: Sequence[Token], vocabulary: Vocabulary, strange: set[int]
    ) -> tuple[_Span | None, float]:
        words = [t.text for t in tokens[start:end]]
        glued = "".join(words)
        name = self._glued.get(glued)
        if name is None:
            name = self._nearest_name(glued)
        if name is None or not self._plausible(words, name, range(start, end), vocabulary, strange):
            return None, 0.0
        distance = DamerauLevenshtein.distance(glued, "".join(name))
        return _Span(start, end, tuple(self._bearers[name]), exact=distance == 0, name=name), distance

    def _nearest_name(self, glued: str) -> tuple[str, ...] | None:
        allowed = allowed_slips(glued)
        if not allowed:
            return None
        if glued not in self._nearest:
            if len(self._nearest) > 10_000:
                self._nearest.clear()
            best = process.extractOne(glued, self._fuzzy, scorer=DamerauLevenshtein.distance, score_cutoff=allowed)
            self._nearest[glued] = best[0] if best else None
        found = self._nearest[glued]
        return None if found is None else self._glued[found]

    def _plausible(
        self, words: Sequence[str], name: Sequence[str], at: range, vocabulary: Vocabulary, strange: set[int]
    ) -> bool:
        """Every word is strange here or belongs to the name; no ordinary word is bent into a name."""
        if not all(i in strange or w in name for i, w in zip(at, words, strict=True)):
            return False
        if len(words) == 1 and vocabulary.is_common(words[0]):
            return False
        if len(words) == 1 and "".join(name) != words[0]:
            corrected = vocabulary.correct(words[0])
            if corrected is not None:
                rival = DamerauLevenshtein.distance(words[0], corrected)
                return DamerauLevenshtein.distance(words[0], "".join(name)) <= rival and words[0][0] == name[0][0]
        return True

    def _with_own_words(self, span: _Span, tokens: Sequence[Token], spans: Sequence[_Span]) -> _Span:
        """The mention with a neighbouring word that is, but for a slip, another of the person's own names."""
        own = {w for bearer in span.bearers for w in self._first_names.get(bearer, ())} - set(span.name)
        taken = {i for s in spans for i in range(s.start, s.end)}

        def fits(at: int) -> bool:
            if not 0 <= at < len(tokens) or at in taken or len(tokens[at].text) < SHORTEST_SURNAME:
                return False
            return any(DamerauLevenshtein.distance(tokens[at].text, w) <= 1 and w[0] == tokens[at].text[0] for w in own)

        start = span.start - fits(span.start - 1)
        end = span.end + fits(span.end)
        return replace(span, start=start, end=end)

    def _longer_name(
        self, span: _Span, tokens: Sequence[Token], vocabulary: Vocabulary, spans: Sequence[_Span]
    ) -> Mention | None:
        """An unknown longer name around a known short one: Sam Smith is not Brad Smith, Ursula Andress nobody here."""
        if span.end - span.start > 1 or not any(kind in {"person", "country"} for kind, _ in span.bearers):
            return None
        own = {w for kind, id_ in span.bearers for w in self._first_names.get((kind, id_), ())}
        taken = {i for s in spans if s is not span for i in range(s.start, s.end)}

        def foreign(at: int) -> bool:
            if not 0 <= at < len(tokens) or at in taken:
                return False
            word = tokens[at].text
            known_first_name = any(word in words for words in self._first_names.values())
            if word in own or not word.isalpha() or word in self._articles:
                return False
            return (known_first_name and word not in vocabulary) or (
                len(word) > 3
                and _may_be_name(tokens[at], vocabulary)
                and not vocabulary.is_common(word)
                and vocabulary.correct(word) is None
            )

        start, end = span.start, span.end
        while start > 0 and foreign(start - 1) and span.start - start < 2:
            start -= 1
        while foreign(end) and end - span.end < 2:
            end += 1
        if (start, end) == (span.start, span.end):
            return None
        surface = " ".join(t.surface for t in tokens[start:end])
        return Mention(surface, start, end, "person", (), exact=False)


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Neighbouring mentions that can be of the same entity as one: 'martin' and 'tisney' are Martin Tisné."""
    merged: list[_Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        shared = tuple(b for b in last.bearers if b in span.bearers) if last and last.end == span.start else ()
        if last is not None and shared:
            merged[-1] = _Span(last.start, span.end, shared, last.exact and span.exact, (*last.name, *span.name))
        else:
            merged.append(span)
    return merged


def _mentions(span: _Span, tokens: Sequence[Token]) -> list[Mention]:
    surface = " ".join(t.surface for t in tokens[span.start : span.end])
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, id_ in span.bearers:
        by_kind[kind].append(id_)
    return [
        Mention(surface, span.start, span.end, kind, tuple(ids), span.exact, span.name) for kind, ids in by_kind.items()
    ]


def _may_be_name(token: Token, vocabulary: Vocabulary) -> bool:
    return (
        token.text.isalpha() and token.text not in vocabulary and commonness(token.text, vocabulary.language) < EVERYDAY
    )


def _names_of(
    entities: Mapping[str, Mapping[str, Entity]], language: str, territories: Mapping[str, str]
) -> Iterable[tuple[str, str, tuple[str, ...]]]:
    for kind, of_kind in entities.items():
        for id_, entity in of_kind.items():
            for name in _written_names(entity, language):
                words = folded_words(name)
                yield kind, id_, words
                if isinstance(entity, Person) and name in entity.name.values() and len(words[-1]) >= SHORTEST_SURNAME:
                    yield kind, id_, words[-1:]
    for code, name in territories.items():
        yield "country", code, folded_words(name)


def _written_names(entity: Entity, language: str) -> list[str]:
    texts = [entity.name.get(language), entity.name.get(EVERY_LANGUAGE)]
    if isinstance(entity, Group):
        texts += [entity.plural.get(language), entity.plural.get(EVERY_LANGUAGE)]
    for code in (language, EVERY_LANGUAGE):
        texts += entity.aliases.get(code, ())
    if not isinstance(entity, Country):
        texts += entity.name.values()
    return [t for t in dict.fromkeys(texts) if t]


def _person_words(entities: Mapping[str, Mapping[str, Entity]], language: str) -> dict[Bearer, set[str]]:
    people = entities.get("person", {})
    return {
        ("person", id_): {w for n in _written_names(p, language) for w in folded_words(n)} for id_, p in people.items()
    }
