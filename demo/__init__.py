"""The demo story: one cycle between two regular meetings, played from outside like any partner would."""
