import pytest

from selon.ledger import Ledger
from tests.telling import Hashed, unrelated


@pytest.fixture(autouse=True, scope="package")
def relating():
    """Articles are linked without a model: nothing is proposed but what a test proposes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("selon.desk.linking.relations", unrelated)
        patch.setattr("selon.desk.judging.SentenceVectors", Hashed)
        yield


@pytest.fixture
def ledger(address: str):
    with Ledger(address, create=True) as made:
        yield made
