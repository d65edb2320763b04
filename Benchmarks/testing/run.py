#!/usr/bin/env python3
"""Benchmarks/testing/run.py [--specs N]: what `swjs test` costs, against `node --test` in the same run.

  specs      N small HTTP checks on one app: one spec file of N tests; N files of node:test with fetch (a process each, as
             `node --test` runs them); one file of node:test with all N tests
  step       the time that the runner adds to a request step: N requests as N steps, against the same N requests in one step
  startup    `swjs -e 0` (what loading the test runner into the binary costs a worker: nothing)

SWJS is the program (default: this repository's release build), NODE its peer.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SWJS = os.environ.get("SWJS", os.path.join(ROOT, ".build/release/swjs"))
NODE = os.environ.get("NODE", "node")
SERVER = """'use strict';
const http = require('http');
const server = http.createServer((req, res) => {
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify({ url: req.url, id: Number(req.url.split('/').pop()) }));
});
server.listen(Number(process.env.PORT || 0), () => console.log(`port: ${server.address().port}`));
"""


def timed(command, **options):
    began = time.monotonic()
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600, **options)
    return time.monotonic() - began, result


def best(times, command, **options):
    runs = [timed(command, **options) for _ in range(times)]
    for _, result in runs:
        if result.returncode != 0:
            sys.exit(f"{' '.join(command[:3])} failed:\n{result.stdout[-2000:]}")
    return min(seconds for seconds, _ in runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--specs", type=int, default=200)
    count = parser.parse_args().specs
    with tempfile.TemporaryDirectory(prefix="swjs-bench-") as folder:
        path = lambda name: os.path.join(folder, name)
        write = lambda name, text: open(path(name), "w").write(text)
        write("server.js", SERVER)
        head = "app:\n  run: server.js\n  ready: {listening: 1}\n"
        tests = "".join(
            f"  - name: item {i}\n    steps:\n      - http: GET /item/{i}\n        status: 200\n"
            f'''        jq: '.response.body == {{"url": "/item/{i}", "id": {i}}}'\n''' for i in range(count))
        write("all.yaml", f"name: items\n{head}tests:\n{tests}")
        check = lambda i: (
            f"test('item {i}', async () => {{\n  const response = await fetch(`http://127.0.0.1:${{process.env.APP_PORT}}/item/{i}`);\n"
            f"  assert.strictEqual(response.status, 200);\n  assert.deepStrictEqual(await response.json(), {{ url: '/item/{i}', id: {i} }});\n}});\n")
        require = "const test = require('node:test');\nconst assert = require('node:assert');\n"
        os.mkdir(path("files"))
        os.mkdir(path("one"))
        for i in range(count):
            write(f"files/item{i}.test.js", require + check(i))
        write("one/all.test.js", require + "".join(check(i) for i in range(count)))

        server = subprocess.Popen([SWJS, "run", path("server.js")], stdout=subprocess.PIPE, text=True, env={**os.environ, "PORT": "0"})
        try:
            port = server.stdout.readline().split()[1]
            environment = {**os.environ, "APP_PORT": port}
            swjs = best(3, [SWJS, "test", path("all.yaml"), "-r", "dot"])
            one = best(3, [NODE, "--test", path("one")], env=environment)
            files = best(1, [NODE, "--test", path("files")], env=environment)
        finally:
            server.terminate()
            server.wait()
        print(f"{count} checks: swjs test, one spec file (with the start of its app): {swjs:.2f} s")
        print(f"{count} checks: node --test, a file each: {files:.2f} s ({files / swjs:.1f} times as long)")
        print(f"{count} checks: node --test, all in one file: {one:.2f} s ({one / swjs:.1f} times as long)")

        # The same requests as steps of their own, and as one step: the difference is what the runner adds.
        for label, connection, checks in [("status", "keep-alive", ""), ("status and jq", "keep-alive", "\n    jq: .response.body.id == 1")]:
            steps = f"  - http: {{url: /item/1, connection: {connection}}}\n    status: 200{checks}\n"
            write("steps.yaml", f"name: steps\n{head}steps:\n" + steps * (count * 5))
            write("series.yaml", f"name: series\n{head}steps:\n  - http: {{url: /item/1, connection: {connection}, times: {count * 5}}}\n    status: 200\n")
            run = lambda name: min(
                json.loads(subprocess.run([SWJS, "test", path(name), "-r", "json"], capture_output=True, text=True).stdout.splitlines()[0])["time"]
                for _ in range(3))
            many, series = run("steps.yaml"), run("series.yaml")
            print(f"a request step with {label}: {(many - series) / (count * 5):.3f} ms more than the request itself ({series / (count * 5):.3f} ms)")

        times = []
        for _ in range(40):
            times.append(timed([SWJS, "-e", "0"])[0] * 1000)
        print(f"swjs -e 0: {statistics.median(times):.2f} ms (median of {len(times)})")


if __name__ == "__main__":
    main()
