"""Find services by everyday words: fuzzy over names and synonyms, words in any order, all in memory.

It stands with the queries because a screen asks it, but it reads the catalogue alone, no table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from counter_app.domain.catalogue import Catalogue

WORD = re.compile(r"[^\W_]+")
LONGEST_TEXT = 120
"""What stands after so many characters is not looked at: a pasted page must not stop the screen."""
WORD_CUTOFF = 0.55
"""Two words less alike than this have nothing to do with each other."""
WHOLE_CUTOFF = 60
"""The same for whole phrases, in per cent."""
PREFIX_ALIKE = 0.93
"""How much a word still being typed counts: "kehil" for "kehilangan"."""
INSIDE_ALIKE = 0.85
"""How much a word inside another counts: "hilang" for "kehilangan"."""
SHORTEST_INSIDE = 4
ONE_PHRASE, TIGHT, ALL_PHRASES = 0.65, 0.1, 0.25
"""What a score is made of: covered by one phrase, by little else than it, by all the service's phrases."""
NAME_BONUS = 0.04
"""Decides between a service of that name and one that only has the word among its synonyms."""
KNOWN_WORD = 0.7
"""How much likeness counts when the typed word is itself one of the catalogue's: "hilang" is no "tilang"."""
KNOWN_WHOLE = 0.6
"""The same for the text as a whole when all its words are known: "kk hilang" is no "ktp hilang"."""
BESIDE = 0.7
"""What a service's product or agency counts beside its name and synonyms."""
KEPT = 0.48
"""Hits below this share of the best one are left out: they match by one common word only."""
BOLD = 0.7
"""A word of the name as alike as this to a typed one is drawn bold."""


@dataclass(frozen=True, slots=True)
class ServiceHit:
    """One service found, with what to draw bold in its name."""

    code: str
    score: float
    """1 = found as typed; only for ordering."""
    spans: tuple[tuple[int, int], ...]
    """Start and end of the matching parts of the name, in order, not overlapping."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A name, a synonym, a product or an agency, cut into words."""

    service: int
    words: tuple[str, ...]
    worth: float = 1.0
    bonus: float = 0.0

    def score(self, covered: float, typed: int) -> float:
        """Weigh how much of what was typed this covers; a phrase with few other words is meant rather."""
        tight = min(1.0, typed / len(self.words))
        return (ONE_PHRASE + TIGHT * tight) * covered * self.worth + self.bonus


class ServiceSearch:
    """The search over one version of the catalogue, built once."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Cut names and synonyms into words and count how telling each word is."""
        self._services = tuple(catalogue.services.values())
        self._filler = frozenset(word for text in catalogue.filler_words for word in words_of(text))
        self._phrases = tuple(_phrases(catalogue, self._filler))
        self._texts = [" ".join(phrase.words) for phrase in self._phrases]
        self._places = _places(self._phrases)
        self._vocabulary = list(self._places)
        self._weights = _weights(self._phrases, len(self._services))

    def find(self, text: str, limit: int | None = None) -> tuple[ServiceHit, ...]:
        """Find services, best first; nothing found is an empty tuple.

        Empty text, or filler words alone ("mau urus"), gives all services in catalogue order; signs alone
        ("!@#") are no word of anything and give none.
        """
        if text.strip() and not words_of(text[:LONGEST_TEXT]):
            return ()
        typed = [word for word in words_of(text[:LONGEST_TEXT]) if word not in self._filler]
        if not typed:
            return tuple(ServiceHit(service.code, 0.0, ()) for service in self._services)[:limit]
        alike = [self._alike_words(word) for word in typed]
        scores = self._scores(typed, alike)
        least = max(scores.values(), default=0.0) * KEPT
        ranked = sorted((-score, place) for place, score in scores.items() if score >= least)
        return tuple(self._hit(place, -score, typed) for score, place in ranked[:limit])

    def _hit(self, place: int, score: float, typed: Sequence[str]) -> ServiceHit:
        service = self._services[place]
        return ServiceHit(service.code, score, bold_spans(service.name, typed))

    def _alike_words(self, typed: str) -> dict[str, float]:
        """Give the words of the catalogue that may be meant by a typed one, with how alike they are."""
        from rapidfuzz import process  # noqa: PLC0415  # 40 ms that start-up does not pay
        from rapidfuzz.distance import OSA  # noqa: PLC0415

        found = process.extract(
            typed,
            self._vocabulary,
            scorer=OSA.normalized_similarity,
            score_cutoff=WORD_CUTOFF,
            limit=None,
        )
        trust = KNOWN_WORD if typed in self._places else 1.0
        alike = {word: score * trust for word, score, _ in found}
        for word in self._vocabulary:
            if word.startswith(typed):
                alike[word] = max(alike.get(word, 0.0), PREFIX_ALIKE)
            elif len(typed) >= SHORTEST_INSIDE and typed in word:
                alike[word] = max(alike.get(word, 0.0), INSIDE_ALIKE)
        if typed in self._places:
            alike[typed] = 1.0
        return alike

    def _scores(self, typed: Sequence[str], alike: Sequence[dict[str, float]]) -> dict[int, float]:
        """Score every service that has anything in common: by its best phrase, spelt or as a whole."""
        trust = KNOWN_WHOLE if all(word in self._places for word in typed) else 1.0
        whole = ((place, score * trust) for place, score in self._by_whole(" ".join(typed)).items())
        return _best((*self._by_words(alike).items(), *whole))

    def _by_words(self, alike: Sequence[dict[str, float]]) -> dict[int, float]:
        """Score by how much of what was typed one phrase covers, and the service's phrases together."""
        weights = [self._weight(words) for words in alike]
        of_phrase: dict[int, float] = defaultdict(float)
        of_service: dict[int, float] = defaultdict(float)
        for words, weight in zip(alike, weights, strict=True):
            by_phrase = _best((place, score) for word, score in words.items() for place in self._places[word])
            by_service = _best((self._phrases[place].service, score) for place, score in by_phrase.items())
            for total, found in ((of_phrase, by_phrase), (of_service, by_service)):
                for place, score in found.items():
                    total[place] += score * weight / sum(weights)
        best = _best(
            (self._phrases[place].service, self._phrases[place].score(covered, len(alike)))
            for place, covered in of_phrase.items()
        )
        return {service: score + ALL_PHRASES * of_service[service] for service, score in best.items()}

    def _weight(self, words: dict[str, float]) -> float:
        """Say how much a typed word counts: as much as the most telling word that it may mean."""
        return max((self._weights[word] * score for word, score in words.items()), default=1.0)

    def _by_whole(self, text: str) -> dict[int, float]:
        """Score by likeness of the whole text, for words run together or torn apart."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415

        found = process.extract(text, self._texts, scorer=fuzz.ratio, score_cutoff=WHOLE_CUTOFF, limit=None)
        phrases = ((self._phrases[place], score / 100) for _, score, place in found)
        return _best((phrase.service, score * phrase.worth) for phrase, score in phrases)


def _best(scored: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Keep the highest score of each place."""
    best: dict[int, float] = {}
    for place, score in scored:
        if score > best.get(place, 0.0):
            best[place] = score
    return best


def words_of(text: str) -> tuple[str, ...]:
    """Cut a text into its words in lower case, without signs."""
    return tuple(found.group().lower() for found in WORD.finditer(text))


def bold_spans(name: str, typed: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Find what to draw bold in a name: the typed letters where they stand, else the word meant."""
    wanted = tuple(typed)
    found = {span for word in WORD.finditer(name) for one in wanted for span in _span(word, one)}
    return _merged(sorted(found))


def _span(word: re.Match[str], typed: str) -> list[tuple[int, int]]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415

    text = word.group().lower()
    at = text.find(typed) if len(typed) > 1 else -1
    if at == 0 or (at > 0 and len(typed) >= SHORTEST_INSIDE):
        return [(word.start() + at, word.start() + at + len(typed))]
    if text == typed or OSA.normalized_similarity(text, typed) >= BOLD:
        return [word.span()]
    return []


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _phrases(catalogue: Catalogue, filler: Collection[str]) -> Iterable[_Phrase]:
    """Cut all texts of all services; filler words go from them as they go from what is typed."""

    def telling(text: str) -> tuple[str, ...]:
        words = words_of(text)
        return tuple(word for word in words if word not in filler) or words

    for place, service in enumerate(catalogue.services.values()):
        agency = catalogue.agencies[service.agency]
        yield _Phrase(place, telling(service.name), bonus=NAME_BONUS)
        for text in service.synonyms:
            yield _Phrase(place, telling(text))
        for text in (service.product, agency.short, agency.name):
            yield _Phrase(place, telling(text), worth=BESIDE)


def _places(phrases: Sequence[_Phrase]) -> dict[str, tuple[int, ...]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, phrase in enumerate(phrases):
        for word in dict.fromkeys(phrase.words):
            places[word].append(place)
    return {word: tuple(found) for word, found in places.items()}


def _weights(phrases: Sequence[_Phrase], services: int) -> dict[str, float]:
    """Say how telling a word is: one that few services have counts more than "surat" or "baru"."""
    having: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        for word in phrase.words:
            having[word].add(phrase.service)
    return {word: log(1 + services / len(found)) for word, found in having.items()}
