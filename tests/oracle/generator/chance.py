"""Choices from a seed: the same seed gives the same choices on every version of Python."""

import random


class Chance:
    def __init__(self, seed):
        self._random = random.Random(seed)

    def below(self, bound):
        # The one method whose sequence Python promises to keep:
        # https://docs.python.org/3/library/random.html#notes-on-reproducibility
        return int(self._random.random() * bound)

    def one_in(self, count):
        return self.below(count) == 0

    def percent(self, share):
        return self.below(100) < share

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def pick(self, choices):
        return choices[self.below(len(choices))]

    def some(self, choices, most):
        """One to `most` of them, each at most once, in a random order."""
        left, result = list(choices), []
        wanted = self.between(1, most)
        while left and len(result) < wanted:
            picked = self.pick(left)
            result.append(picked)
            left = [choice for choice in left if choice != picked]
        return result

    def weighted(self, choices):
        """Of pairs (weight, choice)."""
        at = self.below(sum(weight for weight, _ in choices))
        for weight, choice in choices:
            at -= weight
            if at < 0:
                return choice
        raise AssertionError("weights don't add up")
