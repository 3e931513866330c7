"""Reference values for the interrupted time series: the correlation that maximises the restricted
likelihood, written with dense matrices, generalised least squares of statsmodels with it, and
Satterthwaite's degrees of freedom from the curvature of the whole restricted likelihood.

Run: pip install numpy scipy statsmodels && python time_series.py > time_series.json
"""

import json
import sys

import numpy as np
import statsmodels.api as sm
from scipy.optimize import minimize_scalar
from scipy.stats import t as student

random = np.random.default_rng(20242)


def make(periods, start, correlation, missing, season):
    error = np.zeros(periods)
    error[0] = random.normal()
    for t in range(1, periods):
        fresh = np.sqrt(1 - correlation**2)
        error[t] = correlation * error[t - 1] + fresh * random.normal()
    t = np.arange(periods)
    y = 200 + 0.05 * t + error + (t >= start) * (1.5 + 0.03 * (t - start))
    y = y + (periods >= 104) * 1.2 * np.cos(2 * np.pi * t / season)
    y = np.round(y, 4)
    y[random.random(periods) < missing] = np.nan
    return y


def design(t, start, season):
    """Level, slope, step and change of slope; if the series is long, waves of more than two periods."""
    after = (t >= start).astype(float)
    columns = [np.ones(len(t)), t.astype(float), after, after * (t - start)]
    if t[-1] - t[0] + 1 >= 104:
        for wave in [wave for wave in (1, 2) if 2 * wave < season]:
            angle = 2 * np.pi * wave * t / season
            columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def deviance(correlation, x, y, t):
    n, p = x.shape
    v = correlation ** np.abs(t[:, None] - t[None, :]).astype(float)
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    residual = y - x @ np.linalg.solve(information, x.T @ inverse @ y)
    squares = residual @ inverse @ residual
    return (
        (n - p) * np.log(squares)
        + np.linalg.slogdet(v)[1]
        # Another parametrisation of the same columns adds a constant only.
        + np.linalg.slogdet(information)[1]
    )


def satterthwaite(correlation, x, y, t, contrast):
    """2 / variance of the logarithm of the contrast's variance, by the delta method."""
    n, p = x.shape

    def parts(at):
        v = at ** np.abs(t[:, None] - t[None, :]).astype(float)
        inverse = np.linalg.inv(v)
        information = x.T @ inverse @ x
        residual = y - x @ np.linalg.solve(information, x.T @ inverse @ y)
        logarithms = np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1]
        return residual @ inverse @ residual, logarithms, contrast @ np.linalg.solve(information, contrast)

    variance = parts(correlation)[0] / (n - p)

    def half_deviance(log_variance, at):
        squares, logarithms, _ = parts(at)
        return ((n - p) * log_variance + squares / np.exp(log_variance) + logarithms) / 2

    def log_variance_of_contrast(at):
        return np.log(parts(at)[2])

    # Five-point differences.
    h, w = 2e-3, np.log(variance)
    first = [(-2, 1 / 12), (-1, -8 / 12), (1, 8 / 12), (2, -1 / 12)]
    second = [(-2, -1 / 12), (-1, 16 / 12), (0, -30 / 12), (1, 16 / 12), (2, -1 / 12)]
    ww = sum(c * half_deviance(w + k * h, correlation) for k, c in second) / h**2
    rr = sum(c * half_deviance(w, correlation + k * h) for k, c in second) / h**2
    wr = sum(a * b * half_deviance(w + j * h, correlation + k * h) for j, a in first for k, b in first) / h**2
    gradient = np.array([1, sum(c * log_variance_of_contrast(correlation + k * h) for k, c in first) / h])
    curvature = np.array([[ww, wr], [wr, rr]])
    return 2 / (gradient @ np.linalg.solve(curvature, gradient))


def case(name, periods, start, correlation, missing=0.0, season=52.18):
    y = make(periods, start, correlation, missing, season)
    t = np.flatnonzero(~np.isnan(y))
    x, read = design(t, start, season), y[t]
    grid = np.linspace(-0.99, 0.99, 199)
    best = grid[np.argmin([deviance(c, x, read, t) for c in grid])]
    bounds = (max(best - 0.01, -0.99), min(best + 0.01, 0.99))
    options = {"xatol": 1e-12}
    found = minimize_scalar(deviance, bounds=bounds, args=(x, read, t), method="bounded", options=options)
    estimated = float(found.x)
    sigma = estimated ** np.abs(t[:, None] - t[None, :]).astype(float)
    fit = sm.GLS(read, x, sigma=sigma).fit()
    contrast = np.zeros(x.shape[1])
    contrast[2], contrast[3] = 1, np.mean(t[t >= start] - start)
    test = fit.t_test(contrast)
    value, error = float(np.squeeze(test.effect)), float(np.squeeze(test.sd))
    degrees_of_freedom = satterthwaite(estimated, x, read, t, contrast)
    reach = student.ppf(0.975, degrees_of_freedom) * error
    return {
        "name": name,
        "start": start,
        "season_periods": season,
        "readings": [None if np.isnan(v) else float(v) for v in y],
        "value": value,
        "error": error,
        "degrees_of_freedom": float(degrees_of_freedom),
        "low": float(value - reach),
        "high": float(value + reach),
        "step": float(fit.params[2]),
        "slope": float(fit.params[3]),
        "correlation": estimated,
    }


cases = [
    case("the shortest", 36, 24, 0.5),
    case("with gaps", 70, 45, 0.6, 0.15),
    case("weeks with a season", 140, 110, 0.4),
    case("quarters with a season and gaps", 120, 70, 0.3, 0.05, 4.0),
    case("a negative correlation", 60, 40, -0.4),
]
json.dump(cases, sys.stdout, separators=(",", ":"))
print()
