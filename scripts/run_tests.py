"""scripts/test [--quick]: builds swjs and runs all tests: JavaScript's (Tests/js), specs (Tests/specs, examples, docs/testing.md), the
JavaScript tests once more under GC stress, a short run of the fuzzers (scripts/fuzz), one of the faults that a cluster survives
(scripts/faults), and Swift's (swift test).

--quick leaves out Swift's tests, those of the examples, specs, GC stress, fuzzing and faults. Ends with one line, `N passed, N failed, N skipped` (skipped: on the
list of known failures, Tests/js/known-failures.txt); the exit code is 0 when nothing failed. A build that fails, or a suite that ends without its result, counts as one failure.
"""
import os
import re
import signal
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SWIFT_TEST_DEADLINE = 18 * 60
JS_DEADLINE = 15 * 60


def run(title, command, deadline, echo=True):
    """Runs a command in its own process group; returns (exit code or None at the deadline, output)."""
    print(f"== {title}", flush=True)
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True)
    try:
        output, _ = process.communicate(timeout=deadline)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, _ = process.communicate()
        code = None
    text = output.decode(errors="replace")
    if echo and text.strip():
        print(text.rstrip())
    state = "no end within its time" if code is None else f"exit code {code}"
    print(f"-- {title}: {state}, {time.monotonic() - began:.0f} s", flush=True)
    return code, text


def swift_tests():
    """`swift test` in debug mode: (passed, failed). Reads the totals of both libraries, swift-testing and XCTest."""
    run_command = ["bash", "-c", '. scripts/common.sh; ensure_swift; ensure_packages; exec swift test --no-parallel 2>&1']
    code, text = run("Swift tests", run_command, SWIFT_TEST_DEADLINE, echo=False)
    # swift-testing: one line for each test, with a sign in front that depends on the terminal.
    ended = re.findall(r"^\S+ +Test (?!run with )(\S.*?) (passed|failed) after ", text, re.MULTILINE)
    passed = sum(1 for _, state in ended if state == "passed")
    failed = sum(1 for _, state in ended if state == "failed")
    # XCTest: `Test Case 'A.b' passed (...)`, or in parallel runs only failures and `[3/7] Testing A.b`.
    cases = re.findall(r"^Test Case .* (passed|failed) \(", text, re.MULTILINE)
    passed += cases.count("passed")
    failed += cases.count("failed")
    if code != 0:
        lines = text.rstrip().splitlines()
        wanted = [line for line in lines if re.search(r"error:|recorded an issue|failed after|Fatal error|crash", line)]
        print("\n".join((wanted or lines)[-80:]))
        failed = max(failed, 1)
    elif passed == 0:
        print("Swift tests: the command succeeded, but no test was seen in its output")
        failed += 1
    print(f"Swift: {passed} passed, {failed} failed", flush=True)
    return passed, failed


def totals(title, command):
    """Runs a command that ends with `N passed, N failed, N skipped`: these numbers."""
    code, text = run(title, command, JS_DEADLINE)
    match = re.search(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*\Z", text, re.MULTILINE)
    if not match:
        return 0, 1, 0
    passed, failed, skipped = int(match[1]), int(match[2]), int(match[3] or 0)
    return passed, failed if code == 0 else max(failed, 1), skipped


def script_tests(quick):
    """The JavaScript tests: (passed, failed, skipped). First what all verdicts rely on: failures must show in the exit code."""
    test = [".build/release/swjs", "test", "--reporter", "dot"]
    first = totals("preflight", test + ["Tests/specs/preflight.test.yaml"])
    if first[1]:
        return first
    folders = [f"Tests/js/{name}" for name in ("language", "builtins", "node", "cluster")] if quick else ["Tests/js"]
    options = ["--scripts", "--known", "Tests/js/known-failures.txt", "--retry", "1", "--timeout", "20s"]
    return totals("JavaScript tests", test + options + folders)


def spec_tests():
    """The specs of the test runner itself, of the examples (with swjs and node), and those that the guide shows."""
    command = [".build/release/swjs", "test", "--reporter", "dot", "--retry", "1", "Tests/specs", "examples", "docs/testing.md"]
    return totals("specs", command)


def stress_tests():
    """The JavaScript tests once more, with a collection at every allocation: (passed, failed, skipped)."""
    return totals("JavaScript tests under GC stress", [
        "env", "SWJS_GC_STRESS=1", "scripts/test-js", "--quiet", "--retries", "1", "--deadline", "180"])


def fuzz():
    """A few random programs of each kind: each kind counts as one test."""
    code, text = run("fuzzing", ["scripts/fuzz", "--count", "10000"], 10 * 60)
    passed = len(re.findall(r"^\w+: .* 0 failures$", text, re.MULTILINE))
    return passed, 0 if code == 0 and passed == 3 else 3 - min(passed, 2)


def faults():
    """The fault table in small: (passed, failed), a row each."""
    code, text = run("faults", ["scripts/faults", "--short", "--runtime", "swjs"], 5 * 60)
    match = re.search(r"^(\d+) passed, (\d+) failed\s*\Z", text, re.MULTILINE)
    if not match:
        return 0, 1
    return int(match[1]), int(match[2]) if code == 0 else max(int(match[2]), 1)


def main():
    known = {"--quick"}
    for argument in sys.argv[1:]:
        if argument in ("-h", "--help"):
            print(__doc__.strip())
            return 0
        if argument not in known:
            print(f"scripts/test: unknown option {argument} (known: {', '.join(sorted(known))})", file=sys.stderr)
            return 2
    quick = "--quick" in sys.argv
    passed = failed = skipped = 0
    code, _ = run("release build", ["scripts/build"], 20 * 60)
    if code != 0:
        failed += 1
    else:
        p, f, s = script_tests(quick)
        passed, failed, skipped = passed + p, failed + f, skipped + s
        if not quick:
            p, f, s = spec_tests()
            passed, failed, skipped = passed + p, failed + f, skipped + s
            p, f, s = stress_tests()
            passed, failed, skipped = passed + p, failed + f, skipped + s
            p, f = fuzz()
            passed, failed = passed + p, failed + f
            p, f = faults()
            passed, failed = passed + p, failed + f
    if not quick:
        p, f = swift_tests()
        passed, failed = passed + p, failed + f
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
