"""Datasets as folders and files of many formats, as data frames, and as Hugging Face datasets.

`reading` and `writing` are what `Dataset` and collections offer; every other module is one format or one part of it.
"""
