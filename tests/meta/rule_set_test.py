#!/usr/bin/env python3
"""The rules of this tree are whole: each with source, comment, fixture, page and pack."""

import unittest

import rule_set_checks
from rule_set_checks import rule_set


class RuleSet(unittest.TestCase):
    def test_nothing_is_wrong(self):
        self.assertGreater(len(rule_set.read_rules()), 0)
        self.assertEqual(rule_set_checks.problems(), [])


if __name__ == "__main__":
    unittest.main()
