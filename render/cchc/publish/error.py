"""What goes wrong in publishing."""

from cchc.findings import ReportError


class PublishError(ReportError):
    """The report could not be published; the text is Vietnamese and ready to show."""
