#!/usr/bin/env bash
# How much CPU and memory this program needs for the same work as scripts in polars, DuckDB, pandas and R, all measured in one
# go, and the ratios against the fastest of them, each beside its target.
#
#   benches/compare_with_peers.sh
#
# Leave the machine alone meanwhile. What may be set in the environment:
#   SHARED          the folder that holds peers/ and data/     (../shared beside this checkout)
#   WORK            where data, outputs and the log go         ($TMPDIR/yardstick-peers)
#   PEERS_VENV      a Python environment with the peers        (made in WORK, with pip)
#   YARDSTICK_BIN   the program to measure                     (a release build, made here)
#   RUNS, WARMUP    counted and uncounted rounds               (5, 1)
#   SCALE           how many times the data is multiplied      (10)
#   SCALED_RUNS     rounds of the peers on it; 0 leaves them out, since no target rests on them   (1)
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
shared=$(cd "${SHARED:-$root/../shared}" && pwd)
work=${WORK:-${TMPDIR:-/tmp}/yardstick-peers}
runs=${RUNS:-5} warmup=${WARMUP:-1} scale=${SCALE:-10} scaled_runs=${SCALED_RUNS:-1}
limit_gb=12
peers=$shared/peers
mkdir -p "$work"
work=$(cd "$work" && pwd)

say() { printf '\n== %s\n' "$*"; }

# The peers' Python. Compiled modules go to the work folder: the shared one is not ours to write to.
venv=${PEERS_VENV:-$work/venv}
if [ ! -x "$venv/bin/python" ]; then
  say "making a Python environment in $venv"
  python3 -m venv "$venv"
fi
if [ -z "${PEERS_VENV:-}" ]; then
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    polars pandas duckdb matplotlib pyarrow openpyxl xlsxwriter fastexcel numpy
fi
python=$venv/bin/python
export PYTHONPYCACHEPREFIX=$work/pycache MPLCONFIGDIR=$work/matplotlib

# The program.
if [ -n "${YARDSTICK_BIN:-}" ]; then
  bin=$(cd "$(dirname "$YARDSTICK_BIN")" && pwd)/$(basename "$YARDSTICK_BIN")
else
  say "building the release binary"
  export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$HOME/.cache/yardstick-target}
  (cd "$root" && cargo build --release --locked)
  bin=$CARGO_TARGET_DIR/release/yardstick
fi

# The data: as published, and so many times over. A folder counts as made only when all of it is.
base=$work/base scaled=$work/scaled-$scale
if [ ! -e "$base/made" ]; then
  say "preparing the data"
  "$python" "$peers/prepare_data.py" base "$shared/data" "$base"
  touch "$base/made"
fi
if [ ! -e "$scaled/made" ]; then
  say "preparing the data $scale times over"
  "$python" "$peers/prepare_data.py" scale "$base" "$scaled" "$scale"
  touch "$scaled/made"
fi
cat "$base/bds_long.csv" "$scaled/bds_long.csv" >/dev/null # nobody pays for the first read

# A suite: NAME, a tab, a command for sh.
out=$work/out
rm -rf "$out"
mkdir -p "$out/peer" "$out/own"
quoted() {
  local word words=()
  for word in "$@"; do words+=("'${word//\'/\'\\\'\'}'"); done
  printf '%s' "${words[*]}"
}
line() { # SUITE NAME COMMAND...
  local suite=$1 name=$2
  shift 2
  printf '%s\t%s\n' "$name" "$(quoted "$@")" >>"$suite"
}
each_peer() { # SUITE LABEL TASK DATA: every peer, the plain way and the tuned way
  local suite=$1 label=$2 task=$3 data=$4 peer
  for peer in polars duckdb pandas; do
    line "$suite" "$label $peer" "$python" "$peers/${peer}_peer.py" "$task" "$data" "$out/peer"
    line "$suite" "$label $peer tuned" "$python" "$peers/${peer}_peer.py" "$task" "$data" "$out/peer" --tuned
  done
  if [ "$task" = t1 ]; then
    line "$suite" "$label polars lazy" "$python" "$peers/polars_peer.py" t1 "$data" "$out/peer" --lazy
  fi
  if command -v Rscript >/dev/null; then
    line "$suite" "$label R" Rscript "$peers/r_peer.R" "$task" "$data" "$out/peer"
    line "$suite" "$label R tuned" Rscript "$peers/r_peer.R" "$task" "$data" "$out/peer" --tuned
  fi
}

indicators=()
while IFS= read -r measure; do indicators+=(--indicator "$measure"); done <"$base/measures20.txt"

daily=$work/daily.tsv
: >"$daily"
each_peer "$daily" t1 t1 "$base"
line "$daily" "t1 yardstick" "$bin" benchmark --quiet --data "$base/bds_long.csv" --out "$out/own/t1.csv"
each_peer "$daily" t2 t2 "$base"
line "$daily" "t2 yardstick" "$bin" profile Blackpool --quiet --data "$base/bds_long.csv" "${indicators[@]}" --out "$out/own/profile"
# The copies' codes are strange to the program, so it gets the dictionary that describes them, as the peers do.
line "$daily" "scaled yardstick" "$bin" benchmark --quiet --data "$scaled/bds_long.csv" --data "$scaled/dictionary.csv" \
  --out "$out/own/scaled.csv"
line "$daily" "compare yardstick" "$bin" compare Blackpool cla-rate
line "$daily" "help yardstick" "$bin" --help

heavy=$work/heavy.tsv
: >"$heavy"
each_peer "$heavy" scaled t1 "$scaled"

# All in one go. The harness appends to its log.
log=$work/log.csv
rm -f "$log"
say "t1, t2 and the small commands: $runs rounds after $warmup uncounted"
"$python" "$peers/run_bench.py" "$daily" --runs "$runs" --warmup "$warmup" --limit-gb "$limit_gb" --log "$log"
if [ "$scaled_runs" -gt 0 ]; then
  say "the peers on $scale times the data: $scaled_runs rounds"
  "$python" "$peers/run_bench.py" "$heavy" --runs "$scaled_runs" --warmup 0 --limit-gb "$limit_gb" --log "$log"
fi

say "beside the fastest peer"
"$python" - "$log" "$scale" "$bin" "$out/own" <<'PY'
"""Medians of the counted rounds, and each target beside what was measured."""
import collections
import csv
import os
import statistics
import sys

log, scale, binary, own = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
runs, failed = collections.defaultdict(list), {}
with open(log, newline="") as f:
    for _suite, name, turn, user, system, wall, rss, code, note, *_ in csv.reader(f):
        if code != "0":
            failed[name] = note or f"exit code {code}"
        elif int(turn) >= 0:
            # The harness counts memory in MiB; the targets are in MB.
            runs[name].append((float(user) + float(system), float(wall), float(rss) * 1.048576))
typical = {name: [statistics.median(v) for v in zip(*rs)] for name, rs in runs.items() if name not in failed}
CPU, WALL, MEMORY = range(3)


def fastest(task):
    of_task = {n: v for n, v in typical.items() if n.split()[0] == task and n.split()[1] != "yardstick"}
    return min(of_task, key=lambda n: of_task[n][CPU], default=None)


def ours(task):
    return typical.get(f"{task} yardstick")


def verdict(value, limit):
    return "met" if value <= limit else "MISSED"


rows = []


def row(what, got, beside, ratio, target, met):
    rows.append((what, got, beside, ratio, target, met))


def against_fastest(task, what, limit):
    mine, best = ours(task), fastest(task)
    if mine is None or best is None:
        row(what, "failed" if mine is None else f"{mine[CPU]:.2f} s", "no peer ran" if best is None else best, "", f"<= {limit:g}", "")
        return
    ratio = mine[CPU] / typical[best][CPU]
    beside = f"{typical[best][CPU]:.2f} s, {best.split(' ', 1)[1]}"
    row(what, f"{mine[CPU]:.2f} s", beside, f"{ratio:.3f}", f"<= {limit:g}", verdict(ratio, limit))


def memory(task, what, limit):
    mine, peers = ours(task), [v[MEMORY] for n, v in typical.items() if n.split()[0] == task and n.split()[1] != "yardstick"]
    beside = f"{min(peers):.0f} to {max(peers):.0f} MB, peers" if peers else ""
    if mine is None:
        row(what, "failed", beside, "", f"<= {limit} MB" if limit else "", "")
    else:
        row(what, f"{mine[MEMORY]:.0f} MB", beside, "", f"<= {limit} MB" if limit else "", verdict(mine[MEMORY], limit) if limit else "")


def wall(task, what, limit):
    mine = ours(task)
    row(what, "failed" if mine is None else f"{mine[WALL] * 1000:.0f} ms", "", "", f"< {limit} ms",
        "" if mine is None else verdict(mine[WALL] * 1000, limit))


def lines(name):
    with open(os.path.join(own, name), "rb") as f:
        return sum(block.count(b"\n") for block in iter(lambda: f.read(1 << 20), b"")) - 1


against_fastest("t1", "benchmark, CPU", 0.25)
memory("t1", "benchmark, peak memory", 300)
against_fastest("t2", "profile of 20 indicators, CPU", 0.2)
memory("t2", "profile of 20 indicators, peak memory", None)
if ours("t1") and ours("scaled"):
    growth = ours("scaled")[CPU] / ours("t1")[CPU]
    row(f"benchmark, {scale} x data, CPU", f"{ours('scaled')[CPU]:.2f} s", f"{ours('t1')[CPU]:.2f} s, itself on 1 x", f"{growth:.2f}",
        f"<= {scale}", verdict(growth, scale))
best = fastest("scaled")
if ours("scaled") and best:
    row("", "", f"{typical[best][CPU]:.2f} s, {best.split(' ', 1)[1]}", f"{ours('scaled')[CPU] / typical[best][CPU]:.3f}", "", "")
memory("scaled", f"benchmark, {scale} x data, peak memory", 1000)
wall("compare", "compare on the embedded data, wall", 150)
wall("help", "--help, wall", 20)
size = os.path.getsize(binary) / 1e6
# 58.9 MB before the department's tool, which may add 4, the breakdowns, whose figures are 1.8, and explorer, slides, prompts and what is
# behind a figure, which may add 2.
row("the binary", f"{size:.1f} MB", "", "", "<= 66.7 MB", verdict(size, 66.7))

heads = ("", "yardstick", "beside", "ratio", "target", "")
widths = [max(len(r[i]) for r in [heads, *rows]) for i in range(len(heads))]
for r in [heads, *rows]:
    print("  ".join(cell.ljust(width) for cell, width in zip(r, widths)).rstrip())

print("\nMedians of the counted rounds. CPU is user and system time of the process and its children, MB a million bytes.")
print("A peer's t2 is 40 PNG and a workbook. The profile is 60 charts and a scorecard as SVG with their figures as CSV, 41 of them as PNG too; and a workbook.")
if ours("t1") and ours("scaled"):
    # Not to the last row: the catalogue leaves out some periods that are no figures, and does not know the copies.
    one, many = lines("t1.csv"), lines("scaled.csv")
    print(f"Rows of the benchmark table: {one}; on {scale} x the data {many}, {many / one:.2f} times as many.")
for name, why in sorted(failed.items()):
    print(f"FAILED, and left out: {name}: {why}")
sys.exit(1 if any(name.split()[1] == "yardstick" for name in failed) else 0)
PY
