"""What an exporter writes, as bytes."""

from io import BytesIO

from selon.exporters import exporter_for
from selon.records import Document


def written(format_name: str, *documents: Document) -> bytes:
    """The bytes of these documents in that format."""
    out = BytesIO()
    exporter_for(format_name)(documents, out)
    return out.getvalue()
