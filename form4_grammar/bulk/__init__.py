"""Many documents: where they come from, workers that read them, and a run that can be interrupted."""
