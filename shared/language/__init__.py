"""The language of the domain: contracts, calendar, rules, lists, words, codes, and subscriptions."""
