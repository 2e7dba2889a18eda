"""What publishing loads only when it is needed: whoever forks several reports loads it once before."""


def load_publishing() -> None:
    """Load it now; nothing of it is used here, as Typst's threads would not reach the forks."""
    import pypandoc
    import typst

    import cchc.publish.docx
    import cchc.publish.docx_reference

    # Looks for the program.
    pypandoc.get_pandoc_path()
    del cchc, pypandoc, typst
