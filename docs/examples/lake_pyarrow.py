"""Reads a lake with Python 3.9 or newer and pyarrow: python3 lake_pyarrow.py .assay/lake facts-opengradient-testnet-10740 fee"""

import hashlib
import json
import sys
from pathlib import Path


def read_named(folder: Path, name: str, ending: str) -> bytes:
    """The file of this name, whose bytes hash to it."""
    data = (folder / name[:2] / f"{name}.{ending}").read_bytes()
    if hashlib.sha256(data).hexdigest() != name:
        raise ValueError(f"{name} holds other bytes")
    return data


def live_entries(lake: Path, manifest: str) -> list:
    """The entries that hold, by ascending blocks."""
    name = json.loads((lake / "heads" / f"{manifest}.json").read_bytes())["entry"]
    chain = []
    while name is not None:
        entry = json.loads(read_named(lake / "entries", name, "json"))
        chain.append(entry)
        name = entry["previous"]
    live = []
    for entry in reversed(chain):
        live = [each for each in live if each["from"] < entry["from"]]
        live.append(entry)
    return live


def read_kind(lake: Path, manifest: str, kind: str):
    """All facts of a kind, as a table of pyarrow; amounts are text, exact at any size."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = [
        pq.read_table(pa.BufferReader(read_named(lake / "parts", part["name"], "parquet")))
        for entry in live_entries(lake, manifest)
        for part in entry["parts"]
        if part["kind"] == kind
    ]
    return pa.concat_tables(tables) if tables else pa.table({})


if __name__ == "__main__":
    place, manifest, kind = sys.argv[1:]
    facts = read_kind(Path(place), manifest, kind)
    answer = {"rows": facts.num_rows}
    if "amount" in facts.column_names:
        # Python's integers have no limit.
        answer["sum"] = str(sum(int(amount) for amount in facts["amount"].to_pylist() if amount is not None))
    print(json.dumps(answer))
