"""Where the names stand in a question: exactly, with slips of the pen, in part, or within a longer unknown name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from rapidfuzz.distance import DamerauLevenshtein

from summitbot.conversation import Mention
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.names import SHORTEST_SURNAME, Names
from summitbot.understanding.parts import LONGEST_RUN, NAMED_IN_PASSING, SUMMIT, Bearer, Name
from summitbot.understanding.strangers import Strangers
from summitbot.understanding.vocabulary import Vocabulary, allowed_slips
from summitbot.understanding.words import Token, as_written

EVERYDAY = 5.9
"""Zipf frequency from which a one-word name is taken for the everyday word, unless it is written like a name."""
LONGEST_SLIP = 5
"""Words of the longest name that is looked for with slips."""
MOST_WINDOWS = 120


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    bearers: tuple[Bearer, ...]
    exact: bool
    name: Name

    def covers(self, other: _Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    @property
    def places(self) -> range:
        return range(self.start, self.end)


def spot_written(tokens: Sequence[Token], names: Names, articles: frozenset[str]) -> list[Mention]:
    """The mentions written as known, but for the endings of words in longer names."""
    return [m for span in _written(tokens, names, articles) for m in _mentions(span, tokens)]


@dataclass(frozen=True, slots=True)
class Spotter:
    """Finds mentions in the questions of one language."""

    names: Names
    vocabulary: Vocabulary
    articles: frozenset[str]
    pointing: frozenset[str]
    """The articles, and the words that show as they do: the campus, that campus."""
    strangers: Strangers

    def spot_written(self, tokens: Sequence[Token]) -> list[Mention]:
        """The mentions in a text of the folder: as known, but for the endings of words in longer names."""
        return spot_written(tokens, self.names, self.articles)

    def spot(self, tokens: Sequence[Token]) -> list[Mention]:
        """All mentions; one place may bear several, of different kinds, and an unknown name none."""
        exact = self._with_runs(_written(tokens, self.names, self.articles), tokens)
        slips = self._with_slips(tokens, exact)
        spans = [s for s in exact if not any(slip.covers(s) for slip in slips)] + slips
        spans = [self._with_own_words(s, tokens, spans) for s in _merged(sorted(spans, key=lambda s: s.start))]
        return self._without_namesakes(spans, {i for s in spans for i in s.places}, tokens)

    def _without_namesakes(
        self, spans: Sequence[_Span], taken: AbstractSet[int], tokens: Sequence[Token]
    ) -> list[Mention]:
        """The mentions, those replaced that are but a word in the name of somebody unknown."""
        strangers: list[tuple[int, int]] = []
        for span in (s for s in spans if len(s.places) == 1):
            exact = span.exact or not span.name
            longer = self.strangers.longer_name(span.start, span.bearers, tokens, taken, exact=exact)
            if longer is not None and not any(first < longer[1] and longer[0] < end for first, end in strangers):
                strangers.append(longer)
        names = [Mention(as_written(tokens[a:b]), a, b, "person", (), exact=False) for a, b in strangers]
        known = (s for s in spans if not any(a <= s.start < b for a, b in strangers))
        return sorted([*names, *(m for s in known for m in _mentions(s, tokens))], key=lambda m: m.start)

    def spot_parts(self, tokens: Sequence[Token], taken: set[int]) -> list[Mention]:
        """Words that are only part of some names, alone or side by side: the observatory, the safety institute."""
        found: list[_Span] = []
        at = 0
        while at < len(tokens):
            bearers = () if at in taken else self._part_at(at, tokens)
            end = at + 1
            while bearers and end < len(tokens) and end not in taken:
                shared = tuple(b for b in bearers if b in self.names.parts.holding(tokens[end].text))
                if not shared:
                    break
                bearers, end = shared, end + 1
            if bearers:
                found.append(_Span(at, end, bearers, exact=False, name=()))
            at = end
        return self._without_namesakes(found, taken, tokens)

    def _part_at(self, at: int, tokens: Sequence[Token]) -> tuple[Bearer, ...]:
        """Who may be meant by one word of a name: a person always, a thing only after an article or alone."""
        bearers = self.names.parts.holding(tokens[at].text)
        if not bearers and self._is_pointed_at(at, tokens) and self._may_be_slip_for_part(tokens[at]):
            bearers = self.names.parts.nearly_holding(tokens[at].text)
        if not bearers or len(tokens) == 1 or self._is_pointed_at(at, tokens):
            return bearers
        return tuple(b for b in bearers if b[0] == "person")

    def _may_be_slip_for_part(self, token: Token) -> bool:
        unused = self._may_be_name(token) and not self.vocabulary.is_usual(token.text)
        return unused and self.vocabulary.correct(token.text) is None

    def _is_pointed_at(self, at: int, tokens: Sequence[Token]) -> bool:
        return at > 0 and tokens[at - 1].text in self.pointing

    def _with_runs(self, exact: Sequence[_Span], tokens: Sequence[Token]) -> list[_Span]:
        """The mentions, a theme within a part of some name replaced by it: safety, in "the safety institute"."""
        spans = list(exact)
        for run in self._runs(tokens):
            within = [s for s in spans if set(s.places) & set(run.places)]
            if all(run.covers(s) and run.places != s.places and _is_general(s) for s in within):
                spans = [s for s in spans if s not in within] + [run]
        return sorted(spans, key=lambda s: s.start)

    def _runs(self, tokens: Sequence[Token]) -> Iterator[_Span]:
        """Parts of names that are pointed at or stand alone, the longest from each word on."""
        words = [t.text for t in tokens]
        starts = [at for at in range(len(words)) if self._is_pointed_at(at, tokens)]
        for start in [0, *starts]:
            ends = range(min(len(words), start + LONGEST_RUN), start + 1, -1) if start else [len(words)]
            for end in ends:
                bearers = self.names.parts.holding_run(words[start:end])
                if bearers:
                    yield _Span(start, end, bearers, exact=False, name=())
                    break

    def _with_slips(self, tokens: Sequence[Token], exact: Sequence[_Span]) -> list[_Span]:
        """Names with slips, or written as one word or several: the longest first, then the nearest."""
        named = {i for s in exact for i in s.places}
        strange = {i for i, t in enumerate(tokens) if i not in named and self._may_be_name(t)}
        found: list[tuple[int, _Span]] = []
        for start, end in _windows(strange, len(tokens)):
            near = self.names.nearest([t.text for t in tokens[start:end]])
            if near is None or (end - start == 1 and near[1] and self.names.parts.namesakes(tokens[start].text)):
                continue
            span = _Span(start, end, self.names.bearers(near[0]), exact=near[1] == 0, name=near[0])
            cut = [s for s in exact if set(s.places) & set(span.places) and not span.covers(s)]
            if not cut and self._plausible(span, tokens, strange):
                found.append((near[1], span))
        chosen: list[_Span] = []
        for _, span in sorted(found, key=lambda f: (f[1].start - f[1].end, f[0])):
            if not any(set(span.places) & set(other.places) for other in chosen):
                chosen.append(span)
        return chosen

    def _plausible(self, span: _Span, tokens: Sequence[Token], strange: set[int]) -> bool:
        """Whether no ordinary word is bent into a name: each is strange here or, but for a slip, a word of the name."""
        words = [tokens[i].text for i in span.places]
        if len(words) > 1:
            if len(words) == len(span.name) and not all(map(_may_be_slip, words, span.name)):
                return False
            other = [i for i, w in zip(span.places, words, strict=True) if i not in strange and w not in span.name]
            half = 2 * sum(w in span.name for w in words) >= len(words)
            return all(self._may_slip(tokens[i].text, span.name, certain=half) for i in other)
        if span.exact:
            return True
        if self.vocabulary.is_common(words[0]) or words[0] in self.strangers.given_names:
            return False
        rival = self.vocabulary.correct(words[0])
        if rival is None:
            return True
        slips = DamerauLevenshtein.distance(words[0], "".join(span.name))
        least = DamerauLevenshtein.distance(words[0], rival)
        as_near = slips < least or (slips == least and (rival in span.name or not _is_of_ordinary_words(span)))
        return as_near and words[0][0] == span.name[0][0]

    def _may_slip(self, word: str, name: Name, *, certain: bool) -> bool:
        """Whether a known word may be a slip for one of the name, the more so if the rest of the name is `certain`."""
        everyday = word in self.articles or commonness(word, self.names.language) >= EVERYDAY
        near = certain and any(DamerauLevenshtein.distance(w, word) <= allowed_slips(word) for w in name)
        return not everyday and (near or _is_word_of(word, name))

    def _with_own_words(self, span: _Span, tokens: Sequence[Token], spans: Sequence[_Span]) -> _Span:
        """The mention with a neighbouring word that is, but for a slip, another of the person's own names."""
        own = self.names.words_of(span.bearers) - set(span.name)
        taken = {i for s in spans for i in s.places}

        def fits(at: int) -> bool:
            inside = 0 <= at < len(tokens) and at not in taken
            return inside and len(tokens[at].text) >= SHORTEST_SURNAME and _is_word_of(tokens[at].text, own)

        return replace(span, start=span.start - fits(span.start - 1), end=span.end + fits(span.end))

    def _may_be_name(self, token: Token) -> bool:
        word = token.text
        known = word in self.vocabulary.words or self.vocabulary.is_well_known(word)
        return not known and word.isalpha() and commonness(word, self.names.language) < EVERYDAY


def _is_of_ordinary_words(span: _Span) -> bool:
    """Whether only groups, themes or outcomes are named so: "singed" may be a slip for the singers, or for signed."""
    return all(kind in NAMED_IN_PASSING for kind, _ in span.bearers)


def _is_general(span: _Span) -> bool:
    """Whether the words name only what one speaks about, or are one word for the event: safety, meeting."""
    return all(kind == "theme" or (kind == SUMMIT and len(span.name) == 1) for kind, _ in span.bearers)


def _written(tokens: Sequence[Token], names: Names, articles: frozenset[str]) -> list[_Span]:
    words = [t.text for t in tokens]
    if not names.lengths:
        return []
    spans: list[_Span] = []
    end = 0
    for at, word in enumerate(words):
        if at >= end:
            span = _written_at(at, words, tokens, names, articles)
            if span is not None and not (word in articles and _runs_on(span, words, tokens, names, articles)):
                spans.append(span)
                end = span.end
    return spans


def _runs_on(
    span: _Span, words: Sequence[str], tokens: Sequence[Token], names: Names, articles: frozenset[str]
) -> bool:
    """Whether what follows the article is the beginning of a longer name: the palace dinner, not the palace."""
    rest = _written_at(span.start + 1, words, tokens, names, articles) if len(span.places) > 1 else None
    return rest is not None and rest.end > span.end


def _written_at(
    at: int, words: Sequence[str], tokens: Sequence[Token], names: Names, articles: frozenset[str]
) -> _Span | None:
    for length in names.lengths.get(words[at], ()):
        name = tuple(words[at : at + length])
        bearers = names.bearers(name) if len(name) == length else ()
        if bearers and (length > 1 or _reads_as_name(at, tokens, names.language, articles)):
            return _Span(at, at + length, bearers, exact=True, name=name)
    inflected = names.inflected(words, at)
    if inflected is None:
        return None
    return _Span(at, at + len(inflected), names.bearers(inflected), exact=False, name=inflected)


def _reads_as_name(at: int, tokens: Sequence[Token], language: str, articles: frozenset[str]) -> bool:
    """Whether a single word is a name here: 'the us' and 'US' are, the 'us' of 'tell us' is not."""
    token = tokens[at]
    if commonness(token.text, language) < EVERYDAY or token.surface.isupper():
        return True
    return len(tokens) == 1 or (at > 0 and tokens[at - 1].text in articles | {"and"})


def _windows(strange: set[int], size: int) -> list[tuple[int, int]]:
    """Start and end of every short run of words with a strange one in it."""
    starts = sorted({i - back for i in strange for back in range(LONGEST_SLIP) if i >= back})
    windows = [(s, e) for s in starts for e in range(s + 1, min(s + LONGEST_SLIP, size) + 1)]
    return [w for w in windows if strange & set(range(*w))][:MOST_WINDOWS]


def _is_word_of(word: str, name: Iterable[str]) -> bool:
    """Whether the word is one of the name's, but for one slip after its first letter."""
    return any(w == word or (w[0] == word[0] and DamerauLevenshtein.distance(w, word) <= 1) for w in name)


def _may_be_slip(word: str, meant: str) -> bool:
    """Whether no more of the word differs than a slip or two: "president Lula" is not "president US"."""
    return DamerauLevenshtein.distance(word, meant) <= max(1, allowed_slips(meant), allowed_slips(word))


def _merged(spans: Iterable[_Span]) -> list[_Span]:
    """Neighbouring mentions that can be of the same entity as one: a first name and a misspelt surname."""
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
    surface = as_written(tokens[span.start : span.end])
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, id_ in span.bearers:
        by_kind[kind].append(id_)
    return [
        Mention(surface, span.start, span.end, kind, tuple(ids), span.exact, span.name) for kind, ids in by_kind.items()
    ]
