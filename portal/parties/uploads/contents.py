"""What a file turns out to be once somebody looks into it."""

import zipfile
from enum import Enum, auto
from io import BytesIO

# What makes a browser or a shell take a file for a page or a program, wherever in it this stands.
FOREIGN = (b"<script", b"<html", b"<!doctype", b"<iframe", b"<svg ", b"<?php", b"<%@", b"#!/bin/")


class Contents(Enum):
    """SOUND alone is kept."""

    SOUND = auto()
    UNREADABLE = auto()  # damaged, cut short, encrypted
    SWOLLEN = auto()  # a bomb: a few bytes that unfold into more than a reader could hold
    TWOFOLD = auto()  # another kind of file for whoever reads it otherwise (a polyglot)
    ACTIVE = auto()  # acts when it is opened, or carries files of its own


def is_archive(content: bytes) -> bool:
    """Whether an unpacker would find an archive in it; it looks from the end, so a PDF or a picture may come first."""
    return zipfile.is_zipfile(BytesIO(content))


def speaks_otherwise(part: bytes) -> bool:
    """Whether a part that holds no points and no text of pages has what browsers and shells look for."""
    lower = part.lower()
    return any(mark in lower for mark in FOREIGN)
