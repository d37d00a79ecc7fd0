"""
# 115. Network analysis courses: pagerank(links, damping, its) -> dict of ranks by page
[[question]]
name = "pagerank"
title = "PageRank by power iteration"
signature = "pagerank(links, damping, its)"
returns = { kind = "table", each = "number" }
points = 4
  [[question.case]]
  links = { home = ["about", "shop"], about = ["home"], shop = ["home", "about"] }
  damping = 0.85
  its = 4
  [[question.case]]
  links = { a = ["b"], b = ["c", "a"], c = ["a"], d = ["c"] }
  damping = 0.7
  its = 7
  hidden = true
"""
# %% solution
def pagerank(links, damping, its):
    n = len(links)
    rank = {page: 1 / n for page in links}
    for _ in range(its):
        new = {page: (1 - damping) / n for page in links}
        for page, targets in links.items():
            for target in targets:
                new[target] += damping * rank[page] / len(targets)
        rank = new
    return rank

# %% honest
def pagerank(links, damping, its):
    pages = sorted(links)
    M = np.zeros((len(pages), len(pages)))
    for page, targets in links.items():
        M[[pages.index(t) for t in targets], pages.index(page)] = 1 / len(targets)
    r = np.full(len(pages), 1 / len(pages))
    for _ in range(its):
        r = damping * M @ r + (1 - damping) / len(pages)
    return dict(zip(pages, r))

# %% honest
def pagerank(links, damping, its):
    from collections import defaultdict
    rank, n = defaultdict(lambda: 1 / n), len(links)
    rank = {page: 1 / n for page in links}
    while its:
        rank = {p: (1 - damping) / n + damping * sum(rank[q] / len(t) for q, t in links.items() if p in t) for p in links}
        its -= 1
    return rank

# %% wrong: the ranks are not divided by the number of links
def pagerank(links, damping, its):
    n = len(links)
    rank = {page: 1 / n for page in links}
    for _ in range(its):
        rank = {p: (1 - damping) / n + damping * sum(rank[q] for q, t in links.items() if p in t) for p in links}
    return rank

# %% wrong: the teleport is not divided by n
def pagerank(links, damping, its):
    n = len(links)
    rank = {page: 1 / n for page in links}
    for _ in range(its):
        rank = {p: (1 - damping) + damping * sum(rank[q] / len(t) for q, t in links.items() if p in t) for p in links}
    return rank

# %% wrong: a list in place of a dictionary
def pagerank(links, damping, its):
    n = len(links)
    rank = {page: 1 / n for page in links}
    for _ in range(its):
        rank = {p: (1 - damping) / n + damping * sum(rank[q] / len(t) for q, t in links.items() if p in t) for p in links}
    return list(rank.values())
