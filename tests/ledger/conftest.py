import pytest

from tests.telling import unrelated


@pytest.fixture(autouse=True, scope="package")
def relating():
    """Articles are linked without a model: nothing is proposed but what a test proposes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("selon.desk.linking.relations", unrelated)
        yield
