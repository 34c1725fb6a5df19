"""The chaos suite: the same load on a calm platform and on one that is being broken, then both compared."""
