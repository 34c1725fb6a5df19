"""Python's cycle collector, which is told to leave permanent objects alone."""

import gc


def spare_what_stays() -> None:
    """Leave all objects that exist now out of all later collections: modules, contracts, state tables live as
    long as the process.

    A full collection looks at every object it may free. Hundreds of thousands that never go are a pause of 50
    ms in the middle of some message, and one twentieth of a busy service's time. For a process that serves
    until it ends; once.
    """
    gc.collect()
    gc.freeze()
