"""What linking makes of copies, whatever the model proposes."""

from selon.desk.asking import search as find
from selon.desk.asking import show
from selon.ledger.asking import Question
from selon.records import Relation
from tests.telling import article, one

WIRE = (
    "Besnard said that the dam of Morgnes broke shortly before noon on Tuesday and that nobody was hurt. "
    "Four farms were emptied as a precaution while firemen pumped all night. "
    "Favrat said that the road to the village stays closed until Thursday because a bridge was torn away."
)


def test_a_copy_repeats_and_never_confirms(ledger, monkeypatch):
    def eager(document, earlier, *, vectors):
        pairs = [(a.id, b.id) for a in document for told in earlier for b in told]
        return [Relation(later, before, "confirms", 0.9) for later, before in pairs]

    monkeypatch.setattr("selon.desk.linking.relations", eager)
    day = {"published": "2025-03-04T10:00:00+01:00"}
    one(ledger, article(WIRE, outlet="Alpine Wire", title="Dam of Morgnes breaks", **day))
    one(ledger, article(WIRE, outlet="Morgnes Echo", title="Our valley in fear", published="2025-03-04T12:00:00+01:00"))
    copied = find(ledger, Question(outlet="Echo"))
    assert len(copied) == 2
    for hit in copied:
        (related,) = show(ledger, hit.told.id).related
        assert related.held.relation.type == "repeats"
        assert [reason.key for reason in related.held.relation.reasons] == ["copied"]
        assert related.other.told.document.outlet == "Alpine Wire"


def test_what_a_copy_adds_is_related_like_any_other(ledger, monkeypatch):
    def eager(document, earlier, *, vectors):
        return [Relation(a.id, told[0].id, "updates", 0.9) for a in document for told in earlier]

    monkeypatch.setattr("selon.desk.linking.relations", eager)
    one(ledger, article(WIRE, outlet="Alpine Wire", title="Dam of Morgnes breaks", published="2025-03-04"))
    more = f"{WIRE} Maret said that the school of Morgnes opens again on Monday."
    one(ledger, article(more, outlet="Morgnes Echo", title="Dam of Morgnes breaks", published="2025-03-05"))
    types = [show(ledger, hit.told.id).related[0].held.relation.type for hit in find(ledger, Question(outlet="Echo"))]
    assert sorted(types) == ["repeats", "repeats", "updates"]
