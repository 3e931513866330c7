"""Makes adoption.json: p, q and overdispersion of four curves, from SciPy and statsmodels.

p and q are a binomial GLM with the identity link and variance weights 1 / (1 + (left - 1) rho); rho is
where Pearson's statistic is the number of periods less two (Williams 1982). Both in turns, until they
stand still.

Run: pip install numpy scipy statsmodels; python adoption.py > adoption.json
"""

import json
import warnings

import numpy as np
import statsmodels.api as sm
from scipy.optimize import brentq

warnings.simplefilter("ignore")
rng = np.random.default_rng(9)


def curve(eligible, p, q, rho, periods):
    now, new = 0, []
    for _ in range(periods):
        chance = p + q * now / eligible
        if rho:
            chance = rng.beta(chance * (1 / rho - 1), (1 - chance) * (1 / rho - 1))
        new.append(int(rng.binomial(eligible - now, chance)))
        now += new[-1]
    return new


def fit(eligible, new):
    new = np.array(new, float)
    before = np.concatenate([[0], np.cumsum(new)[:-1]])
    left, share = eligible - before, before / eligible
    design = np.column_stack([np.ones_like(share), share])
    family = sm.families.Binomial(sm.families.links.Identity())
    rho, freedom = 0.0, len(new) - 2
    for _ in range(200):
        weights = 1 / (1 + (left - 1) * rho)
        start = [new.sum() / left.sum() / 2, new.sum() / left.sum()]
        model = sm.GLM(np.column_stack([new, left - new]), design, family, var_weights=weights)
        p, q = model.fit(start_params=start, tol=1e-14, maxiter=500).params
        chance = p + q * share
        squares = (new - left * chance) ** 2 / (left * chance * (1 - chance))
        excess = lambda rho: (squares / (1 + (left - 1) * rho)).sum() - freedom
        last, rho = rho, 0.0 if excess(0) <= 0 else brentq(excess, 0, 0.9, xtol=1e-15)
        if abs(rho - last) < 1e-13:
            break
    return {"eligible": eligible, "new": new.astype(int).tolist(), "p": p, "q": q, "overdispersion": rho}


curves = [(400, 0.01, 0.15, 0.0, 20), (60, 0.02, 0.1, 0.0, 12), (3000, 0.01, 0.2, 0.02, 15), (20000, 0.005, 0.1, 0.01, 26)]
print(json.dumps([fit(c[0], curve(*c)) for c in curves], separators=(",", ":")))
