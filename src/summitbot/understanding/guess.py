"""Which language a question is written in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summitbot.knowledge.language_pack import LanguagePack
from summitbot.understanding.frequencies import commonness
from summitbot.understanding.vocabulary import FUNCTION_WORD, Vocabulary
from summitbot.understanding.words import Token, folded_words

OWN_WORD = 3.0
"""Weight of a word that the language pack itself lists, in Zipf units."""
KNOWN_WORD = 1.0
HINT = 1.5
PREFERRED = 1.0
"""Head start of the folder's first language: a single word is often a word of several."""
CERTAIN = 4.0
"""Lead, in Zipf units, from which the guess is not doubted."""


class LanguageGuesser:
    """Adds up how usual each word is in each language; works on short text, where statistical detectors do not."""

    def __init__(
        self, packs: Mapping[str, LanguagePack], vocabularies: Mapping[str, Vocabulary], names: frozenset[str]
    ) -> None:
        """`names`: the words of names that are the same in all languages; only usual ones tell anything."""
        self._vocabularies = vocabularies
        self._telling_nothing = {n for n in names if all(commonness(n, code) < FUNCTION_WORD for code in vocabularies)}
        self._own = {code: _listed(packs[code]) for code in vocabularies}

    def rank(self, tokens: Sequence[Token], hint: str | None) -> list[tuple[str, float]]:
        """Every language with its evidence, the likeliest first."""
        if len(self._vocabularies) == 1:
            return [(code, CERTAIN) for code in self._vocabularies]
        evidence = {code: self._evidence(code, tokens) for code in self._vocabularies}
        evidence[next(iter(evidence))] += PREFERRED
        if hint is not None and hint.split("-")[0] in evidence:
            evidence[hint.split("-")[0]] += HINT
        return sorted(evidence.items(), key=lambda e: -e[1])

    def _evidence(self, code: str, tokens: Sequence[Token]) -> float:
        total = 0.0
        for token in tokens[:40]:
            if token.text[0].isdecimal() or token.text in self._telling_nothing:
                continue
            total += commonness(token.surface.casefold(), code) or 0.8 * commonness(token.text, code)
            total += OWN_WORD * (token.text in self._own[code]) + KNOWN_WORD * (token.text in self._vocabularies[code])
        return total


def _listed(pack: LanguagePack) -> frozenset[str]:
    words = [w for group in pack.question_words.values() for w in group]
    words += [*pack.spelling, *pack.contractions, *pack.pronouns, *pack.negations]
    return frozenset(folded_words(w)[0] for w in words if len(folded_words(w)) == 1) | frozenset(
        w.replace("’", "'") for w in pack.contractions
    )
