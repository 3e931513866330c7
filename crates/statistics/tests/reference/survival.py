"""Makes survival.json: Kaplan–Meier curves and medians as lifelines (0.30) gives them.

Run: pip install lifelines; python survival.py > survival.json
"""

import json
import math
import random

from lifelines import KaplanMeierFitter

random.seed(4)

# Weeks of remission of leukaemia patients under 6-MP (Freireich et al. 1963); published median: 23.
freireich = [6, 6, 6, 7, 10, 13, 16, 22, 23] + [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
samples = [("6-MP (Freireich 1963)", freireich, [1] * 9 + [0] * 12)]
for number in range(6):
    size = random.choice([1, 2, 5, 10, 40, 80])
    waits = [round(random.expovariate(0.1), random.choice([0, 3])) for _ in range(size)]
    now = random.uniform(5, 20)
    samples.append((f"drawn {number}", [min(w, now) for w in waits], [int(w <= now) for w in waits]))


def sample(name, waited, done):
    fit = KaplanMeierFitter().fit(waited, done)
    curve = fit.survival_function_["KM_estimate"]
    times = sorted({t for t, d in zip(waited, done) if d})
    return {
        "name": name,
        "waited": waited,
        "done": done,
        "times": times,
        "waiting": [float(curve.loc[t]) for t in times],
        "median": None if math.isinf(fit.median_survival_time_) else float(fit.median_survival_time_),
    }


print(json.dumps([sample(*s) for s in samples], separators=(",", ":"), ensure_ascii=False))
