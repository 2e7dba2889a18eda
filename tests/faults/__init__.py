"""Bad inputs and mishaps, driven through the real command line; `make faults` runs all of them.

A case makes one thing wrong in a made-up workspace and says what must come of it; `judging` puts every run
into one class. All data is made up.
"""
