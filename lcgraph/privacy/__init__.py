"""What may leave the house: the public part of a graph (`docs/privacy.md`)."""
