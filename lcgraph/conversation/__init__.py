"""The motive conversation: a form in one file, short codes to hand over answers, and what comes of them."""
