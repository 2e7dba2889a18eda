"""A lint over the produced text: how a document of the administration is written."""
