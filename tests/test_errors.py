import re

import pytest

from selon import errors
from selon.errors import OtherLanguage, SelonError, UsageError

DRAWN = re.findall(r"^    \W*(\w+) +(?:exit code )?(\d), (?:HTTP )?(\d+)", errors.__doc__ or "", re.M)


def classes(root: type[SelonError]) -> list[type[SelonError]]:
    return [root, *(found for child in root.__subclasses__() for found in classes(child))]


def test_the_tree_that_is_drawn_is_the_tree():
    assert [(name, int(code), int(status)) for name, code, status in DRAWN] == [
        (c.__name__, c.exit_code, c.http_status) for c in classes(SelonError)
    ]


@pytest.mark.parametrize("name", [name for name, _, _ in DRAWN])
def test_every_error_of_the_tree_is_a_selon_error(name: str):
    assert issubclass(getattr(errors, name), SelonError)


def test_an_error_is_told_in_the_language_asked_for():
    problem = OtherLanguage("other_language", where="a.txt", language="de")
    assert problem.told("en").startswith("a.txt: is in de, as far as can be told; Selon reads French and English.")
    assert problem.told("fr").startswith("a.txt : est en de, autant qu’on puisse en juger ; Selon lit le français")


def test_an_error_speaks_the_language_of_the_interface(monkeypatch: pytest.MonkeyPatch):
    assert str(UsageError("no_sources")) == "Nothing to read: name a file, a folder or '-' for standard input."
    monkeypatch.setenv("SELON_LANGUAGE", "fr")
    assert str(UsageError("no_sources")).startswith("Rien à lire : nommez un fichier")


def test_an_error_keeps_its_key_and_values():
    problem = SelonError("cannot_write", where="a", reason="b")
    assert (problem.key, problem.values) == ("cannot_write", {"where": "a", "reason": "b"})
