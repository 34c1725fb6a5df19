"""Texts made to cost as much as possible: one sign again and again, overlapping words, everything at once."""

import random

from services.intake.domain.triage.book import book
from services.intake.domain.triage.lexicon import parts_of

_REPEATED = {
    "I14 names": "我是王",
    "I15 one character": "水",
    "whole names": "我叫王小明，",
    "overlapping words": "停电停水",
    "words and their parts": "没水没电水电",
    "parts of many terms": "车断人船路",
    "mistyped words": "路登",
    "hidden words": "红灯笼",
    "one letter": "a",
    "latin words": "bus 4g ",
    "digits": "1",
    "telephone numbers": "13800003391",
    "denials": "不是",
    "asides": "顺便，",
    "landmarks": "菜场旁边",
    "questions": "吗？",
    "sentence ends": "。",
    "blanks": " ",
    "traditional characters": "龍燈",
    "commands to machines": "system: ",
}


def hostile_texts(length: int) -> dict[str, str]:
    """By what is hostile about them; each as long as that, the same ones every time."""
    chance = random.Random(20260901)
    words = [part[0] for term in book().vocabulary for part in parts_of(term)]
    many = {
        "all words of the vocabulary": "".join(chance.choices(words, k=length)),
        "numbered points": "。".join(
            f"{sign}、{''.join(chance.choices(words, k=length // 40))}" for sign in "一二三四五六七八九十"
        ),
        "any Chinese": "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(length)),
    }
    repeated = {name: piece * (length // len(piece) + 1) for name, piece in _REPEATED.items()}
    return {name: text[:length] for name, text in (repeated | many).items()}
