"""Coded interviews of other programs, brought into a study folder."""
