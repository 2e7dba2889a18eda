"""Where charts and wide tables stand on paper: the item `placement` of the params file."""

from typing import Literal

from cchc.yaml_file import YamlModel

# In the text, in an appendix, or left out.
Place = Literal["trong_bai", "phu_luc", "bo"]
# In drafts alone, in every edition, or in none.
Editions = Literal["du_thao", "moi_ban", "bo"]


class PaperPlacement(YamlModel):
    """What one paper format does with its charts, wide tables and check appendix."""

    charts: Place = "trong_bai"
    wide_tables: Place = "trong_bai"
    check_appendix: Editions = "du_thao"

    def leaves_out_checks(self, *, final: bool) -> bool:
        """Whether the appendix for reviewers stays out of this edition."""
        return self.check_appendix == "bo" or (self.check_appendix == "du_thao" and final)


class Placement(YamlModel):
    """The choice of each paper format; the page always holds everything in its text."""

    pdf: PaperPlacement = PaperPlacement()
    docx: PaperPlacement = PaperPlacement()
