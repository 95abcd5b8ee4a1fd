"""A program that adds articles to a ledger and tells each id once it is kept: `ADDRESS FIRST COUNT [PREFIX]`."""

import sys

import selon.desk.linking
from selon.desk.adding import Worker
from selon.errors import SourceError
from selon.ledger import Ledger
from tests.telling import Hashed, Teller, article, unrelated


def main(address: str, first: int, count: int, prefix: str = "a") -> None:
    """Add the articles of these numbers, every third a new version of the one before it."""
    selon.desk.linking.relations = unrelated  # type: ignore[assignment]
    with Ledger(address, create=True) as ledger:
        work = Worker(ledger, Teller(), Hashed())
        for number in range(first, first + count):
            text = f"Kirby said that talks {prefix} {number} go on. Rutte denied that {number} villagers left {prefix}."
            document = article(
                text, url=f"https://{prefix}.example/{number - (number % 3 == 2)}", title=f"Talks {prefix}"
            )
            added = work.keep(work.read(document), "-")
            assert not isinstance(added, SourceError), added
            sys.stdout.write(f"{added.document}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
