"""What is measured of a matcher that gives each question its best topic and a score for it."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Truths = NDArray[np.bool_]


def acc0(right: Truths) -> float:
    """Share of the in-scope questions whose best topic is the right one, whatever its score."""
    return float(right.mean())


def auroc(inside: Scores, outside: Scores) -> float:
    """How often an in-scope question scores higher than an out-of-scope one; a tie counts half.

    That is the area under the receiver operating characteristic. Hendrycks and Gimpel, A Baseline for Detecting
    Misclassified and Out-of-Distribution Examples in Neural Networks, 2017, judge best scores in this way.
    """
    return float(_above(inside, outside).mean())


def oscr(inside: Scores, right: Truths, outside: Scores) -> float:
    """Open-set classification rate: both tasks in one number.

    For every threshold, the share of in-scope questions that are placed rightly and accepted is drawn against the share
    of out-of-scope ones accepted; this is the area under that curve. It equals the share of pairs in which the in-scope
    question is placed rightly and scores higher. Dhamija, Günther and Boult, Reducing Network Agnostophobia, 2018.
    """
    return float((_above(inside, outside) * right[:, None]).mean())


def _above(inside: Scores, outside: Scores) -> Scores:
    """For each pair: 1 where the in-scope question scores higher, a half at a tie, else 0."""
    return np.heaviside(inside[:, None] - outside[None, :], 0.5)
