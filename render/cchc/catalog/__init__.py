"""What outlives a period: indicators, agencies, calendar, outline and proper names."""

from cchc.catalog.agencies import Agency
from cchc.catalog.indicators import Indicator
from cchc.catalog.outline import Outline, Part, SectionEntry

__all__ = ["Agency", "Indicator", "Outline", "Part", "SectionEntry"]
