"""Runs a notebook from its first cell to its last and prints what the last cell printed: python run.py blackpool.ipynb"""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

path = Path(sys.argv[1]).resolve()
notebook = nbformat.read(path, as_version=4)
nbformat.validate(notebook)
# The notebooks read ../data, so they run from the folder they are in.
client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}})
client.execute()
printed = [output["text"] for output in notebook.cells[-1].outputs if output.output_type == "stream" and output.name == "stdout"]
sys.stdout.write("".join(printed))
