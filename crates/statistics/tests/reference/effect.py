"""Reference values for the effect: coefficients and CR1 errors from statsmodels, CR2 errors and their
degrees of freedom from plain matrices, with a column for every unit, period and cell.

Run: pip install numpy statsmodels && python effect.py > effect.json
"""

import json
import sys

import numpy as np
import statsmodels.api as sm

random = np.random.default_rng(20211)


def make(starts, periods, missing, offset):
    units = len(starts)
    level = offset + random.normal(size=units) * 2
    common = np.cumsum(random.normal(size=periods)) * 0.5
    error = np.zeros((units, periods))
    error[:, 0] = random.normal(size=units)
    for t in range(1, periods):
        error[:, t] = 0.5 * error[:, t - 1] + random.normal(size=units)
    panel = level[:, None] + common + error
    for unit, start in enumerate(starts):
        if start is not None:
            panel[unit, start:] += 0.5 + 0.1 * np.arange(periods - start) + 0.05 * start
    panel = np.round(panel, 4)
    panel[random.random(panel.shape) < missing] = np.nan
    return panel


def regress(panel, starts, cells):
    """Least squares on unit, period and cell columns. Cells: (start, period) -> column number."""
    units, periods = panel.shape
    rows = [(u, t) for u in range(units) for t in range(periods) if not np.isnan(panel[u, t])]
    x = np.zeros((len(rows), units + periods - 1 + len(cells)))
    for row, (u, t) in enumerate(rows):
        x[row, u] = 1
        if t > 0:
            x[row, units + t - 1] = 1
        if (starts[u], t) in cells:
            x[row, units + periods - 1 + cells[starts[u], t]] = 1
    y = np.array([panel[u, t] for u, t in rows])
    group = np.array([u for u, _ in rows])
    assert np.linalg.matrix_rank(x) == x.shape[1]
    return x, y, group


def cr2(x, y, group, contrast):
    """Bell and McCaffrey 2002 by definition: A = (I - H)^(+1/2) by unit, P = G'G, identity errors."""
    inverse = np.linalg.inv(x.T @ x)
    hat = x @ inverse @ x.T
    maker = np.eye(len(y)) - hat
    residual = maker @ y
    columns, variance, influence = [], 0.0, x @ inverse @ contrast
    for unit in np.unique(group):
        own = group == unit
        values, vectors = np.linalg.eigh(maker[np.ix_(own, own)])
        root = np.array([1 / np.sqrt(v) if v > 1e-8 else 0.0 for v in values])
        adjustment = vectors @ np.diag(root) @ vectors.T
        weights = adjustment @ x[own] @ inverse @ contrast
        variance += (weights @ residual[own]) ** 2
        columns.append(maker[:, own] @ weights)
    gram = np.column_stack(columns).T @ np.column_stack(columns)
    degrees_of_freedom = np.trace(gram) ** 2 / np.sum(gram**2)
    # What the estimator expects to find of the variance when errors are independent and alike.
    return np.sqrt(variance), degrees_of_freedom, np.trace(gram) / (influence @ influence)


def weighted(panel, starts, cells, chosen, width):
    """The contrast that is the mean of the chosen cells, by readings in them; and their number."""
    contrast, total = np.zeros(width), 0
    for (start, period), column in cells.items():
        if (start, period) in chosen:
            own = [u for u, s in enumerate(starts) if s == start]
            readings = int(np.sum(~np.isnan(panel[own, period])))
            contrast[width - len(cells) + column] = readings
            total += readings
    return contrast / total, total


def answer(panel, starts, cells, chosen):
    x, y, group = regress(panel, starts, cells)
    contrast, total = weighted(panel, starts, cells, chosen, x.shape[1])
    fit = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": group}, use_t=True)
    test = fit.t_test(contrast)
    error, degrees, seen = cr2(x, y, group, contrast)
    return {
        "value": float(np.squeeze(test.effect)),
        "error_cr1": float(np.squeeze(test.sd)),
        "error_cr2": float(error),
        "degrees_of_freedom": float(degrees),
        "seen": float(seen),
        "readings": total,
    }, fit.params[-len(cells):]


def numbered(panel, starts, wanted):
    cells = {}
    for start in sorted({s for s in starts if s is not None}):
        own = [u for u, s in enumerate(starts) if s == start]
        for t in range(panel.shape[1]):
            if wanted(start, t, own) and not np.all(np.isnan(panel[own, t])):
                cells[start, t] = len(cells)
    return cells


def case(name, starts, periods, missing, offset=40.0):
    whole = make(starts, periods, missing, offset)
    panel, counted = whole, list(starts)
    if None not in starts:
        last = max(starts)
        panel, counted = whole[:, :last], [s if s < last else None for s in starts]

    cells = numbered(panel, counted, lambda start, t, own: t >= start)
    effect, coefficients = answer(panel, counted, cells, set(cells))

    def leads_and_lags(start, t, own):
        before = [p for p in range(start) if not np.all(np.isnan(panel[own, p]))]
        return t != before[-1]

    all_cells = numbered(panel, counted, leads_and_lags)
    since = []
    for distance in sorted({t - s for s, t in all_cells}):
        chosen = {(s, t) for s, t in all_cells if t - s == distance}
        since.append({"periods": distance} | answer(panel, counted, all_cells, chosen)[0])
    return {
        "name": name,
        "starts": starts,
        "periods": periods,
        "readings": [None if np.isnan(v) else float(v) for v in whole.ravel()],
        "effect": effect,
        "cells": [[s, t, float(v)] for (s, t), v in zip(cells, coefficients)],
        "since": since,
    }


cases = [
    case("one start, no gaps", [8] * 5 + [None] * 5, 14, 0.0),
    case("three cohorts with gaps", [7, 7, 9, 9, 10] + [None] * 6, 15, 0.1),
    case("a cohort of one", [6, 8, 8, 9, 9, 9] + [None] * 7, 14, 0.0, -3e4),
    case("nobody is left", [7] * 4 + [8] * 3 + [12] * 5, 16, 0.05),
]
json.dump(cases, sys.stdout, separators=(",", ":"))
print()
