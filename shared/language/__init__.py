"""What these people say: contracts, calendar, rules, lists, words, codes, and who hears what."""
