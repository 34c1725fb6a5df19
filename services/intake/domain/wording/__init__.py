"""Words of texts, folded and weighed, so that texts can be compared: for triage and similar submissions."""
