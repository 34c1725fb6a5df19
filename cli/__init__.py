"""The ``youyue`` command line: where services, transports and servers are put together."""
