"""Make a synthetic list of 800 references in BibTeX, in which some are deliberately wrong.

    python tests/data/references/make_faulty.py > faulty.bib

Nothing in it exists: authors are numbered, DOIs begin with 10.99999. Reference number N is sound, by
`AuthorNNN`, unless `FAULTS` has something else for N; what becomes of each is in the tests.
"""

from __future__ import annotations

import sys

COUNT = 800

HERE = """@article{{key{0:03},
  author = {{Author{0:03}, Anna}},
  title = {{Synthetic finding {0:03}}},
  journal = {{Journal of Invented Results}},
  year = {{{1}}},
  doi = {{10.99999/synthetic.{0:03}}},
}}
"""

FAULTS = {
    30: "@article{theirs, author = {Author030, A.}, title = {Synthetic finding 030}, year = {1992},\n"
    "  publisher = {Invented House}, doi = {https://doi.org/10.99999/SYNTHETIC.030}}\n",
    50: "@article{key050, author = {Author010, Anna}, title = {Another title}, year = {2001},\n"
    "  doi = {https://doi.org/10.99999/SYNTHETIC.010}, issn = {9999-9994}}\n",
    51: "@article{key051, author = {Author011, A.}, title = {{SYNTHETIC} Finding: 011}, year = {1992},"
    " volume = {7}}\n",
    100: "@article{key100, author = {Author100, Anna}, title = {No brace closes this, year = {1990}}\n",
    150: "@book{key150, author = {Author150, Anna}, year = {1990}}\n",
    200: "@book{key200, author = {Author200, Anna}, title = {Two years}, year = {1990}, year = {1991}}\n",
    250: "@book{key250, author = {Author250, Anna}, title = {No DOI}, year = {1990},"
    " doi = {see the publisher}}\n",
    251: "@book{key251, author = {Author251, Anna}, title = {No ISSN}, year = {1990}, issn = {9999-9995}}\n",
    300: "@book{key300, author = {Author300, Anna}, title = {Without a year}}\n",
    350: "@book{key350, editor = {Author350, Anna and van der Author, Bert}, title = {Edited},"
    " year = {1990}}\n",
    400: "@techreport{key400, author = {{Invented Guild of Bakers}}, title = {Bread}, year = {1990}}\n",
    401: "@book{key401, author = {de Br{\\\"u}e, \\'E.}, title = {R\\&D at 5\\%}, year = {1990}}\n",
    450: "@book{key449, author = {Author450, Anna}, title = {The key of another}, year = {1990}}\n",
    500: "@book{key500, author = {Author500, A., Author501, B., Author502, C.}, title = {Commas},"
    " year = {1990}}\n",
    550: "@book{key550, author = {Author550, Anna and others}, title = {And others}, year = {1990}}\n",
    551: "@book{key551, author = {Author551, Anna}, title = {Synthetic finding 012}, year = {1993}}\n",
    552: "@article{key552, author = {Author013, Anna}, title = {Synthetic finding 013}, year = {1994},\n"
    "  doi = {10.99999/other.013}}\n",
    600: "@software{key600, author = {Author600, Anna}, title = {A program}, year = {1990}}\n",
    650: "@book{key650, author = {Author020, Anna}, title = {Of the same author and year}, year = {2001}}\n",
    700: "@comment{nothing}\nText that is not a reference.\n",
    800: "@book{key800, author = {Author800, Anna}, title = {Cut off",
}


def faulty() -> str:
    """The whole list; the year of reference N goes round from 1981 to 2020."""
    return "".join(
        FAULTS.get(number) or HERE.format(number, 1981 + number % 40) for number in range(1, COUNT + 1)
    )


if __name__ == "__main__":
    sys.stdout.write(faulty())
