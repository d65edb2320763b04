"""Parts of scripts/bench: messages between a primary and its worker, and connections that are handed to workers."""
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FILES = os.path.join(ROOT, "Benchmarks", "cluster")


def environment():
    return {k: v for k, v in os.environ.items() if not k.startswith("NODE_")}


def messages(peers, rounds, results):
    """Messages a second, the best of all rounds: rows of (what, name, figure, ratio)."""
    best = {}
    for kind in ("pingpong", "up", "down"):
        for size in (100, 65536):
            for mode in ("json", "advanced"):
                what = f"{kind} {size} B {mode}"
                for _ in range(rounds):
                    for name, command in peers:
                        run = subprocess.run(
                            command + [os.path.join(FILES, "messages.js"), kind, str(size), mode, "1"], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(), timeout=60, check=False)
                        text = run.stdout.decode().strip()
                        if text.isdigit():
                            best[what, name] = max(best.get((what, name), 0), int(text))
    rows = []
    for (what, name), figure in best.items():
        results[f"messages {what}: {name} /s"] = figure
        peer = best.get((what, "node"), 0)
        rows.append([what, name, f"{figure}", f"{figure / peer:.2f}x" if name == "swjs" and peer else ""])
    return rows


def processor_time(pids):
    """Seconds that processes ran so far, by the scheduler's own account: clock ticks are too coarse for 64 workers that do little."""
    nanoseconds = 0
    for pid in pids:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/schedstat", "rb") as file:
                nanoseconds += int(file.read().split()[0])
    return nanoseconds / 1e9


def children(pid):
    found = [pid]
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as file:
                    if int(file.read().rpartition(b")")[2].split()[1]) == pid:
                        found.append(int(entry))
            except OSError:
                continue
    return found


def handoff_run(command, path, workers, client, count):
    """Connections to `command` a second, and microseconds of processor time (of the primary and its workers) a connection."""
    server = subprocess.Popen(
        command + path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=environment(), start_new_session=True)
    try:
        port = re.match(rb"port (\S+)", server.stdout.readline())[1].decode()
        subprocess.run([client, port, "2000", "32"], stdout=subprocess.DEVNULL, timeout=60, check=False)
        # Everything that belongs to the start is over.
        time.sleep(0.5 + workers / 64)
        before = processor_time(children(server.pid))
        run = subprocess.run([client, port, str(count), "32"], stdout=subprocess.PIPE, timeout=120, check=False)
        after = processor_time(children(server.pid))
        ok, failed, seconds = re.match(rb"ok (\d+) failed (\d+) seconds ([\d.]+)", run.stdout).groups()
        return int(ok) / float(seconds), (after - before) / max(int(ok), 1) * 1e6, int(failed)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


# Over TCP most of a connection is the kernel's work, and the client's: `limit` (accept.c) shows how much is left when a server only
# accepts and closes. Over a Unix socket it is mostly the handing over.
HANDOFFS = [("2 workers", 2, False), ("2 workers, Unix socket", 2, True), ("64 workers", 64, False)]


def handoff(peers, rounds, results, count=20000):
    """Rows of (kind, name, connections/s, microseconds a connection, failed, ratio)."""
    compiler = shutil.which("cc") or shutil.which("clang")
    if not compiler:
        return []
    figures = {}
    with tempfile.TemporaryDirectory(prefix="swjs-bench-") as folder:
        client, limit = [os.path.join(folder, name) for name in ("connect", "accept")]
        for program in (client, limit):
            source = os.path.join(FILES, os.path.basename(program) + ".c")
            subprocess.run([compiler, "-O2", "-o", program, source], check=True)
        for kind, workers, path in HANDOFFS:
            for i in range(rounds):
                servers = [(name, [*command, os.path.join(FILES, "handoff.js"), str(workers)]) for name, command in peers]
                for name, command in servers + ([("limit", [limit])] if workers == 2 else []):
                    paths = [os.path.join(folder, f"{name}-{i}.sock")] if path else []
                    rate, cost, failed = handoff_run(command, paths, workers, client, count)
                    old = figures.get((kind, name))
                    figures[kind, name] = (
                        max(rate, old[0]) if old else rate, min(cost, old[1]) if old else cost, failed + (old[2] if old else 0))
    rows = []
    for (kind, name), (rate, cost, failed) in figures.items():
        results[f"handoff {kind}: {name} /s"] = rate
        results[f"handoff {kind}: {name} us"] = cost
        peer = figures.get((kind, "node"))
        ratio = f"{rate / peer[0]:.2f}x, processor time 1/{peer[1] / cost:.1f}" if name == "swjs" and peer and cost else ""
        rows.append([kind, name, f"{rate:.0f}", f"{cost:.1f}", str(failed), ratio])
    return rows
