"""Text as the matcher sees it: cleaned, cut into tokens, folded, slang and contractions written out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from Stemmer import Stemmer

from summitbot.knowledge.language_pack import LanguagePack

T = TypeVar("T")
Phrase = tuple[str, ...]
"""Folded words."""
LONGEST_QUESTION = 160
"""Tokens that are read of one question; a sentence is far shorter, and the cost of a reading stays bounded."""
YEAR = 4
"""Digits of a year."""
MOST_REMEMBERED = 65_536
"""Words whose stems are kept at hand."""

_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w{1,32}:)\d{1,20}>|https?://\S+|\|\|")
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?!\w)")
_TOKEN = re.compile(r"\{[a-z]+(?:\.[a-z]+)?\}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*\d*|[^\W_]")
_PARTING = re.compile(r"[,;:!?/|()&+…–—]|\.\s")
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*")
SCALES = {
    "thousand": "k", "k": "k", "mille": "k",
    "million": "m", "millions": "m", "m": "m", "mn": "m",
    "billion": "bn", "billions": "bn", "bn": "bn", "b": "bn",
    "milliard": "bn", "milliards": "bn", "md": "bn", "mds": "bn",
}  # fmt: skip


class Token(NamedTuple):
    """One word: folded for matching, as written for showing."""

    text: str
    surface: str
    capital: bool = False
    apart: bool = False
    """Whether punctuation parts it from the word before."""


def as_written(tokens: Sequence[Token]) -> str:
    """The tokens as they were typed; a word that was taken apart stands once."""
    taken_apart = [one.surface == next_.surface and one.text != fold(one.surface) for one, next_ in pairwise(tokens)]
    return " ".join(t.surface for t, again in zip(tokens, [False, *taken_apart], strict=False) if not again)


def clean(text: str) -> str:
    """The text in Unicode's NFKC form (UAX #15), without control or invisible characters and Discord markup."""
    composed = unicodedata.normalize("NFKC", text)
    visible = (
        composed
        if composed.isprintable()
        else "".join(
            " " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c
            for c in composed
            if unicodedata.category(c) not in {"Cf", "Cs", "Co"}
        )
    )
    return _MARKUP.sub(" ", visible)


def fold(word: str) -> str:
    """The word without case and accents."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.casefold().replace("’", "'"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if unicodedata.category(c) != "Mn"))


def tokenise(text: str) -> list[Token]:
    """At most `LONGEST_QUESTION` tokens of the cleaned text; numbers with their scale are one token, such as 109bn."""
    if text.isascii() and text.replace(" ", "").isalpha():
        return [_token(word) for word in text.split()[:LONGEST_QUESTION]]
    cleaned = _INITIALS.sub(lambda m: m.group().replace(".", "") + " ", clean(text))
    tokens: list[Token] = []
    end = 0
    for match in _TOKEN.finditer(cleaned):
        between, end = cleaned[end : match.start()], match.end()
        token = _token(match.group())
        if between not in {"", " "} and _PARTING.search(between):
            token = token._replace(apart=True)
        if token.text in SCALES and tokens and _AMOUNT.fullmatch(tokens[-1].text):
            last = tokens.pop()
            tokens.append(Token(last.text + SCALES[token.text], f"{last.surface} {token.surface}"))
        elif len(tokens) == LONGEST_QUESTION:
            break
        else:
            tokens.append(token)
    return tokens


@lru_cache(maxsize=MOST_REMEMBERED)
def _token(word: str) -> Token:
    """The token of a written word; the same object each time, since most words come again and again."""
    if word[0] == "{":
        return Token(word.partition(".")[0].rstrip("}") + "}", word)
    folded = fold(word)
    return Token(_number(folded) if folded[0].isdigit() else folded, word, word[:1].isupper())


def _number(written: str) -> str:
    """One way to write a number: 1,500 and 1.500 become 1500; 2,5 becomes 2.5."""
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", written):
        return re.sub(r"[.,]", "", written)
    return written.replace(",", ".")


def is_year(word: str) -> bool:
    """Whether it is a year of our time."""
    return len(word) == YEAR and word.isdecimal() and word.startswith(("19", "20"))


class Wording:
    """How one language writes: contractions, slang, phrases that mean the same, fillers, stems."""

    def __init__(self, pack: LanguagePack, synonyms: Iterable[Sequence[str]] = ()) -> None:
        short_forms = {**pack.spelling, **pack.contractions}
        self._written_out = {fold(k): folded_words(v) for k, v in short_forms.items()}
        self.same = _same_meaning([[self._words(p) for p in group] for group in (*pack.synonyms, *synonyms)])
        """Phrase -> the first of those that mean the same."""
        self._fillers: dict[Phrase, Phrase] = {self._words(f): () for f in pack.fillers}
        self.replace(self.same)
        self._algorithm = pack.stemmer
        self._stems: dict[str, str] = {}

    def replace(self, phrases: Mapping[Phrase, Phrase]) -> None:
        """From now on writes these for those that mean the same."""
        self._phrases = Phrases(phrases)
        fillers = {filler[0] for filler in self._fillers if len(filler) == 1}
        holding = {p: head for p, head in phrases.items() if not fillers.isdisjoint(p)}
        self._shortened = Phrases(holding | self._fillers)

    def write_out(self, tokens: Sequence[Token]) -> list[Token]:
        """Contractions and slang written out; what is glued by an apostrophe taken apart."""
        out: list[Token] = []
        for token in tokens:
            words = self._written_out.get(token.text)
            if words is None and "'" not in token.text:
                out.append(token)
            else:
                first, *others = words or self._taken_apart(token.text)
                out.append(token._replace(text=first))
                out += [token._replace(text=w, apart=False) for w in others]
        return out

    def _taken_apart(self, word: str) -> Iterable[str]:
        """The words that apostrophes join; the last of them is written out, too."""
        *joined, last = _unglue(word)
        return (*joined, *self._written_out.get(last, (last,)))

    def without_fillers(self, words: Sequence[str]) -> list[str]:
        """The words without those that carry no meaning; all of them, if nothing would be left.

        A word that is a filler by itself stays part of a phrase that has a meaning, such as the "so" of "so far".
        """
        return self.meaningful(words) or list(words)

    def meaningful(self, words: Sequence[str]) -> list[str]:
        """The words without those that carry no meaning, which may leave none."""
        return self._shortened.rewritten(words, lambda head: head)

    def canonical(self, words: Sequence[str]) -> list[str]:
        """Phrases that mean the same, written the same."""
        return self._phrases.rewritten(words, lambda head: head)

    def in_phrases(self, words: Sequence[str]) -> set[int]:
        """The places of the words that belong to phrases that mean the same as others."""
        return self._phrases.covered(words)

    def _words(self, text: str) -> tuple[str, ...]:
        """The words of a phrase of the pack, as they stand in a question that is written out."""
        return tuple(part for word in _folded(text) for part in self._written_out.get(word) or _unglue(word))

    def stem(self, word: str) -> str:
        """The word's stem (Snowball, Porter 2001); slots and names in braces stay whole."""
        found = self._stems.get(word)
        if found is None:
            if len(self._stems) > MOST_REMEMBERED:
                self._stems.clear()
            whole = self._algorithm is None or word.startswith(("{", "="))
            found = self._stems[word] = word if whole else _stemmer(self._algorithm).stemWord(word)
        return found


@lru_cache(maxsize=8)
def _stemmer(algorithm: str) -> Stemmer:
    return Stemmer(algorithm)


@lru_cache(maxsize=65_536)
def folded_words(text: str) -> tuple[str, ...]:
    """The folded words of a phrase, with nothing written out."""
    return tuple(part for word in _folded(text) for part in _unglue(word))


def _folded(text: str) -> list[str]:
    """The folded words of a phrase, glued as they are: what most phrases of a language pack need no tokens for."""
    if text.isascii() and text.replace(" ", "").isalpha():
        return text.lower().split()[:LONGEST_QUESTION]
    return [t.text for t in tokenise(text)]


def _unglue(word: str) -> tuple[str, ...]:
    if "'" not in word:
        return (word,)
    parts = [word[:-3], "not"] if word.endswith("n't") else word.removesuffix("'s").split("'")
    return tuple(part for part in parts if part)


def _same_meaning(groups: Iterable[Sequence[Phrase]]) -> dict[Phrase, Phrase]:
    """Phrase -> the first phrase of its group; a phrase in two groups belongs to the first."""
    phrases: dict[Phrase, Phrase] = {}
    for written in groups:
        head = phrases.get(written[0], written[0])
        for phrase in written:
            phrases.setdefault(phrase, head)
    return phrases


class Phrases(Generic[T]):
    """What is known of phrases, looked up in running words: the longest one at each place."""

    def __init__(self, table: Mapping[Phrase, T]) -> None:
        self._table = table
        self._openings = {phrase[:2] for phrase in table}
        self._lengths: dict[str, list[int]] = {}
        """First word of phrases -> how many words they have, the longest first."""
        for first, length in sorted({(phrase[0], len(phrase)) for phrase in table}, reverse=True):
            self._lengths.setdefault(first, []).append(length)

    def found(self, words: Sequence[str]) -> list[T]:
        """What is known of the phrases among the words."""
        return [known for _, _, known in self.places(words)]

    def covered(self, words: Sequence[str]) -> set[int]:
        """The places of the words of the phrases."""
        return {at for start, end, _ in self.places(words) for at in range(start, end)}

    def rewritten(self, words: Sequence[str], write: Callable[[T], Iterable[str]]) -> list[str]:
        """The words, with each phrase among them replaced by what is written for it."""
        out: list[str] = []
        done = 0
        for start, end, known in self.places(words):
            out += words[done:start]
            out += write(known)
            done = end
        out += words[done:]
        return out

    def places(self, words: Sequence[str]) -> list[tuple[int, int, T]]:
        """Start, end and what is known of each phrase."""
        if self._lengths.keys().isdisjoint(words):
            return []
        words = tuple(words)
        found: list[tuple[int, int, T]] = []
        done = 0
        for at in [at for at, word in enumerate(words) if word in self._lengths]:
            if at < done:
                continue
            for length in self._lengths[words[at]] if words[at : at + 2] in self._openings else (1,):
                known = self._table.get(words[at : at + length])
                if known is not None:
                    done = min(at + length, len(words))
                    found.append((at, done, known))
                    break
        return found
