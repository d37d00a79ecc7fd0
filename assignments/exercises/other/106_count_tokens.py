"""
# 106. Language processing courses: count_tokens(text, stop_words) -> dict
[[question]]
name = "count_tokens"
title = "Counting words"
signature = "count_tokens(text, stop_words)"
returns = "any"
check = "checks.py:same_counts"
points = 3
  [[question.case]]
  text = "The cat sat on the mat: the END."
  stop_words = ["on"]
  [[question.case]]
  text = "To be, or not to be - that's 100% THE question\tof 2 lines\n"
  stop_words = ["or", "the", "to"]
  hidden = true
"""
# %% checks.py
def same_counts(result, *, arguments, expected):
    if not isinstance(result, dict):
        return False, "Return a dictionary, word -> count."
    wrong = [word for word in {**expected, **result} if result.get(word) != expected.get(word)]
    return 1 - len(wrong) / max(len(expected), len(wrong)), f"Look at: {', '.join(map(repr, sorted(map(str, wrong))))}" if wrong else ""

# %% solution
def count_tokens(text, stop_words):
    """Return word -> how often it occurs, in lower case; words are of letters and digits."""
    ### BEGIN SOLUTION
    import re

    counts = {}
    for word in re.findall(r"[a-z0-9]+", text.lower()):
        if word not in stop_words:
            counts[word] = counts.get(word, 0) + 1
    return counts
    ### END SOLUTION

# %% honest
def count_tokens(text, stop_words):
    from collections import Counter
    clean = "".join(c if c.isalnum() else " " for c in text.lower())
    return Counter(w for w in clean.split() if w not in set(stop_words))

# %% honest
def count_tokens(text, stop_words):
    from collections import defaultdict
    counts, word = defaultdict(int), ""
    for c in text.casefold() + " ":
        if c.isalnum():
            word += c
        elif word:
            if word not in stop_words:
                counts[word] += 1
            word = ""
    return counts

# %% wrong: capitals stay
def count_tokens(text, stop_words):
    import re
    counts = {}
    for word in re.findall(r"[A-Za-z0-9]+", text):
        if word not in stop_words:
            counts[word] = counts.get(word, 0) + 1
    return counts

# %% wrong: split at blanks
def count_tokens(text, stop_words):
    words = [w for w in text.lower().split() if w not in stop_words]
    return {w: words.count(w) for w in words}

# %% wrong: a list of pairs
def count_tokens(text, stop_words):
    import re
    words = [w for w in re.findall(r"[a-z0-9]+", text.lower()) if w not in stop_words]
    return [(w, words.count(w)) for w in set(words)]
