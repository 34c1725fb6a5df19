"""Documents written from the code: catalogue, diagrams, topology, settings, AsyncAPI, released contracts."""
