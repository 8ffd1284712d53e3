"""Invented phrasings that are like language: topics of an action, a thing and a place, put in many ways.

How often a word is drawn falls with its rank, as in real text (Zipf), so that many topics share their words.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

TEMPLATES = (
    "how do I {verb} {a_thing} {place}",
    "can I {verb} {a_thing} {place}",
    "where can I {verb} {a_thing}, {place}",
    "is it possible to {verb} {a_thing} {place}",
    "I want to {verb} {a_thing} {place}",
    "I would like to {verb} {my_thing} {place}",
    "what do I need to {verb} {a_thing} {place}",
    "who can {verb} {my_thing} {place}",
    "am I allowed to {verb} {a_thing} {place}",
    "{verb} {thing} {place}",
    "{place}: {verb} {thing}",
    "what does it cost to {verb} {a_thing} {place}",
    "how long does it take to {verb} {a_thing} {place}",
    "please help me to {verb} {my_thing} {place}",
    "my {thing} {place}, how can I {verb} it",
    "there is {a_thing} {place} that I have to {verb}",
    "could somebody {verb} {my_thing} {place}",
    "do you {verb} {thing}s {place}",
    "when can I {verb} {a_thing} {place}",
    "why can't I {verb} {my_thing} {place}",
    "we need to {verb} {a_thing} {place} soon",
    "how much would you charge to {verb} {my_thing} {place}",
    "which form do I fill in to {verb} {a_thing} {place}",
    "is there a way to {verb} {my_thing} {place} online",
)
OPENINGS = ("", "", "", "", "hello, ", "sorry, ", "quick question: ", "hi there, ", "excuse me, ")
ENDINGS = (
    "",
    "",
    "",
    "",
    "",
    " please",
    " today",
    " this week",
    " on a Sunday",
    " for my mother",
    " without an account",
)

VERBS = (
    ("get", "obtain"), ("change", "alter"), ("pay for", "settle"), ("find", "look for"), ("buy", "purchase"),
    ("send", "post"), ("cancel", "call off"), ("book", "reserve"), ("open", "unlock"), ("return", "bring back"),
    ("repair", "fix"), ("move", "shift"), ("report", "tell you about"), ("sell", "offer"), ("clean", "wash"),
    ("lend", "hand out"), ("register", "enrol"), ("print", "put on paper"), ("measure", "gauge"), ("paint", "colour"),
    ("store", "keep"), ("insure", "cover"), ("replace", "swap"), ("inspect", "look over"), ("rent", "hire"),
    ("build", "put up"), ("recycle", "throw away"), ("copy", "duplicate"), ("transfer", "hand over"),
    ("deliver", "drop off"), ("renew", "extend"), ("test", "try out"), ("translate", "interpret"), ("weigh", "load"),
    ("heat", "warm up"), ("wrap", "pack"), ("plant", "grow"), ("photograph", "take a picture of"), ("share", "pass on"),
    ("charge", "power"),
)  # fmt: skip
NOUNS = (
    "ticket", "account", "room", "bill", "card", "parcel", "car", "book", "garden", "bicycle", "contract", "window",
    "table", "letter", "phone", "key", "house", "boat", "licence", "computer", "kitchen", "engine", "picture", "door",
    "carpet", "course", "seat", "coat", "lamp", "bag", "tree", "battery", "machine", "chair", "shelf", "tent", "roof",
    "camera", "dog", "cat", "horse", "piano", "violin", "guitar", "drum", "passport", "visa", "certificate", "permit",
    "receipt", "voucher", "coupon", "magazine", "newspaper", "poster", "map", "guide", "mirror", "curtain", "blanket",
    "pillow", "mattress", "wardrobe", "drawer", "fridge", "oven", "kettle", "toaster", "heater", "fan", "radio",
    "screen", "printer", "scanner", "keyboard", "cable", "router", "antenna", "tyre", "wheel", "saddle", "helmet",
    "trailer", "ladder", "hammer", "drill", "saw", "spade", "rake", "hose", "fence", "gate", "barrel", "bucket",
    "bench", "statue", "fountain", "bridge", "canoe", "kayak", "sail", "anchor", "net", "rod", "racket", "ball",
    "glove", "boot", "sandal", "jacket", "scarf", "hat", "belt", "dress", "suit", "shirt", "sweater", "uniform",
    "costume", "mask", "wig", "ring", "necklace", "watch", "clock", "vase", "bowl", "plate", "cup", "bottle", "jar",
    "basket", "box", "crate", "trunk", "suitcase", "backpack", "wallet", "purse", "umbrella", "candle", "lantern",
    "telescope", "microscope", "globe",
)  # fmt: skip
ADJECTIVES = (
    "new", "old", "small", "large", "used", "broken", "cheap", "red", "blue", "heavy", "wooden", "electric", "foreign",
    "private", "public", "spare", "second", "lost", "modern", "antique", "leather", "plastic", "round", "square",
    "green", "black", "white", "yellow", "silver", "golden", "double", "folding", "portable", "digital", "paper",
    "woollen", "rusty", "narrow", "wide", "tall",
)  # fmt: skip
PLACES = (
    "at the station", "in the city centre", "at home", "at the airport", "at the market", "in the north", "by the lake",
    "at school", "in the park", "at the harbour", "on the island", "at the office", "in the village", "at the museum",
    "in the old town", "at the hospital", "near the border", "on the train", "at the hotel", "in the mountains",
    "at the theatre", "on the beach", "at the farm", "in the forest", "at the factory", "in the cellar", "on the roof",
    "at the castle", "in the tower", "by the river", "at the stadium", "in the valley", "at the university",
    "in the garage", "on the ferry", "at the church", "in the desert", "at the zoo", "on the bridge", "in the harbour",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invented:
    """Topic -> its phrasings, and questions that are among none of them, with the topic of each."""

    topics: dict[str, tuple[str, ...]]
    questions: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What a topic is about."""

    verbs: tuple[str, ...]
    adjective: str
    noun: str
    place: str


def invent(size: int, questions: int) -> Invented:
    """As many phrasings as wanted: 8 a topic where they are a thousand, some 50 where they are a hundred thousand."""
    chance = random.Random(size)
    each = {1_000: 8, 10_000: 20, 100_000: 50}.get(size, 20)
    subjects = _subjects(size // each, chance)
    by_topic = {f"topic-{n}": _ways(subject, chance) for n, subject in enumerate(subjects)}
    topics = {id_: tuple(next(ways) for _ in range(each)) for id_, ways in by_topic.items()}
    asked = chance.choices(list(topics), k=questions)
    return Invented(topics, tuple((next(by_topic[id_]), id_) for id_ in asked))


def _subjects(count: int, chance: random.Random) -> list[_Subject]:
    """Different ones."""
    found: dict[_Subject, None] = {}
    while len(found) < count:
        verbs, adjective = _draw(VERBS, chance), _draw(ADJECTIVES, chance)
        found[_Subject(verbs, adjective, _draw(NOUNS, chance), _draw(PLACES, chance))] = None
    return list(found)


def _draw(ranked: Sequence[T], chance: random.Random) -> T:
    """One of them, the n-th as often as 1/n."""
    return chance.choices(ranked, weights=[1 / rank for rank in range(1, len(ranked) + 1)])[0]


def _ways(subject: _Subject, chance: random.Random) -> Iterator[str]:
    """Ways to ask about the subject, without end, none of them twice."""
    said: set[str] = set()
    while True:
        thing = f"{subject.adjective} {subject.noun}"
        text = chance.choice(TEMPLATES).format(
            verb=chance.choice(subject.verbs),
            thing=thing,
            a_thing=f"{'an' if thing[0] in 'aeiou' else 'a'} {thing}",
            my_thing=f"{chance.choice(('my', 'our', 'this', 'the'))} {thing}",
            place=subject.place,
        )
        text = chance.choice(OPENINGS) + text + chance.choice(ENDINGS)
        if text not in said:
            said.add(text)
            yield text
