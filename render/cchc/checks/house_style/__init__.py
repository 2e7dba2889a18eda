"""The style that the office writes in: passages of the prose, the rules over them, their lint."""
