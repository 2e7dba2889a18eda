"""One run of a report from order to files, in one process or many; imports editions and below."""
