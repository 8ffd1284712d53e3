"""Compares this matcher with its peers, in one run on one machine: accuracy, then speed and memory by size.

`make bench` runs it on one thread (OPENBLAS_NUM_THREADS=1, OMP_NUM_THREADS=1) and draws docs/bench.svg.
"""

import argparse
from pathlib import Path

from bench.accuracy import Accuracy, measure_accuracy
from bench.drawing import draw
from bench.intents import Intents, library, shipped
from bench.matchers import FUZZY, MATCHERS, WITH_PEERS
from bench.speed import LONG, SIZES, Cost, measure_speed, sizes_for

PICTURE = Path(__file__).parent.parent / "docs" / "bench.svg"


def accuracy_table(title: str, intents: Intents) -> dict[str, Accuracy]:
    """Measures and prints how well every matcher does on one set of questions."""
    print(f"{title}: {len(intents.questions)} questions in scope, {len(intents.out_of_scope)} out of scope")
    print(f"{'':26}{'acc0':>7}{'typos':>7}{'AUROC':>7}{'OSCR':>7}{'right':>8}{'wrong':>7}{'left alone':>12}")
    rows = {}
    for name, build in MATCHERS.items():
        row = rows[name] = measure_accuracy(build, intents)
        areas = "".join(f"{'-' if area is None else format(area, '.3f'):>7}" for area in (row.auroc, row.oscr))
        print(f"{name:26}{row.acc0:7.1%}{row.with_typos:7.1%}{areas}{_decided(row)}", flush=True)
    print()
    return rows


def speed_table(largest: int) -> list[Cost]:
    """Measures and prints what every matcher costs."""
    print(f"{'phrasings':>10}  {'':26}{'build s':>8}{'MiB':>7}{'peak':>7}", end="")
    print(f"{'mean ms':>9}{'p99 ms':>8}{'of fuzzy':>10}{f'{LONG} ch.':>10}{'right':>8}")
    costs = []
    for size in (size for size in SIZES if size <= largest):
        here = [measure_speed(name, size) for name in MATCHERS if size in sizes_for(name, largest)]
        fuzzy = next(cost.mean for cost in here if cost.matcher == FUZZY)
        for c in here:
            memory = "".join(f"{'-' if m is None else format(m, '.0f'):>7}" for m in (c.memory, c.peak))
            print(f"{size:10,}  {c.matcher:26}{c.build:8.2f}{memory}{c.mean:9.2f}{c.p99:8.2f}", end="")
            print(f"{c.mean / fuzzy:10.3f}{c.long:10.2f}{c.right:8.1%}", flush=True)
        costs += here
    return costs


def main() -> None:
    """Measures everything, prints the tables and draws the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="leave out sizes above this (%(default)s)")
    largest: int = parser.parse_args().largest
    if not WITH_PEERS:
        print("bm25s or scikit-learn is not installed: without them, and without a new picture.\n")
    rows = accuracy_table("A library's help desk, unseen", library())
    accuracy_table("The shipped folder, check questions", shipped())
    costs = speed_table(max(largest, SIZES[0]))
    if WITH_PEERS and largest >= SIZES[-1]:
        PICTURE.write_text(draw(rows, costs), encoding="utf-8")
        print(f"\n{PICTURE.name} is drawn anew.")


def _decided(row: Accuracy) -> str:
    if row.decided is None:
        return f"{'-':>8}{'-':>7}{'-':>12}"
    left = "-" if row.oscr is None else f"{row.decided.out_of_scope_left:.1%}"
    return f"{row.decided.right:8.1%}{row.decided.wrong:7.1%}{left:>12}"


if __name__ == "__main__":
    main()
