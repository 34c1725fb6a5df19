"""Trace codes, with which a raiser follows a matter. Eight drawn symbols and a check symbol:
``K7M-2QX-9FA``."""

from shared.language.codes.readable import ALPHABET, GROUP, ReadableCode

LENGTH = 9
TRACE_CODE = ReadableCode(LENGTH)
DRAWN = LENGTH - 1

new_trace_code = TRACE_CODE.new
normalise = TRACE_CODE.normalise
is_valid = TRACE_CODE.is_valid

__all__ = ["ALPHABET", "DRAWN", "GROUP", "LENGTH", "is_valid", "new_trace_code", "normalise"]
