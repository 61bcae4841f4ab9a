#!/usr/bin/env python3
"""The digests of all files of a folder, a line each, by path: the same text wherever the same files are.

    dist/digests.py FOLDER
"""

import hashlib
import sys
from pathlib import Path


def main():
    folder = Path(sys.argv[1])
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    if not files:
        sys.exit(f"{folder}: there is no file")
    # Bytes, and not text: Windows would end each line with two letters.
    for name in sorted(files):
        digest = hashlib.sha256(files[name].read_bytes()).hexdigest()
        sys.stdout.buffer.write(f"{digest}  {name}\n".encode())


if __name__ == "__main__":
    main()
