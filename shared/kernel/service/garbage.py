"""Python's cycle collector, told what stays."""

import gc


def spare_what_stays() -> None:
    """Leave what exists now out of all later collections: modules, contracts, state tables live as long as
    the process.

    A full collection looks at every object it may free. Hundreds of thousands that never go are a pause of 50
    ms in the middle of some message, and one twentieth of a busy service's time. For a process that serves
    until it ends; once.
    """
    gc.collect()
    gc.freeze()
