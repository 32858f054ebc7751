"""A runner of the testbed in Python, standard library only.

Reads an order from stdin, asks the service on 127.0.0.1 every sample once (scenario `accuracy`) or one after the other for
a fixed time (scenario `single`), and writes events to stdout. docs/runner-protocol.md says what each line means.
"""

import base64
import hashlib
import json
import os
import platform
import signal
import socket
import struct
import sys
import threading
import time
import traceback
import uuid
import zlib
from datetime import datetime, timezone

VERSION = 1
MOST_LINE = 1 << 20
MOST_EVENT = 16_000
RESERVE = 1024
ROWS_PER_CHUNK = 200
MOST_HEAD = 8 << 10
MOST_LABEL = 64
BAD_ORDER, ORDER_INCOMPLETE, INTERNAL, CANCELLED = 64, 65, 70, 143
OUTCOMES = [
    "OK", "HTTP_3XX", "HTTP_4XX", "HTTP_5XX", "TIMEOUT", "CONNECT", "RESET", "MALFORMED", "TOO_LARGE", "WRONG_ID",
    "SCHEMA", "EMPTY", "TRUNCATED", "DROPPED", "CANCELLED",
]


class Refused(Exception):
    """The order cannot be carried out; exits with this code."""

    def __init__(self, code, why):
        super().__init__(why)
        self.code = code


class Failed(Exception):
    """The run ends without a measurement, for this reason."""


class Cancelled(Exception):
    """Somebody asked the run to stop."""


class StdoutFull(Exception):
    """The order's cap on stdout is reached."""


class Wrong(Exception):
    """An exchange failed with this outcome."""


def sha256(data):
    return hashlib.sha256(data).hexdigest()


# ---- the order ----


def exactly(stream, count):
    data = b""
    while len(data) < count:
        part = stream.read(count - len(data))
        if not part:
            raise Refused(ORDER_INCOMPLETE, "the order ends early")
        data += part
    return data


def no_duplicates(pairs):
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a key stands twice")
    return fields


def strict_json(data):
    def refuse(_):
        raise ValueError("not finite")

    value = json.loads(data.decode("utf-8"), object_pairs_hook=no_duplicates, parse_constant=refuse)
    return value


def read_order(stream):
    line = stream.readline(MOST_LINE + 1)
    if not line.endswith(b"\n"):
        raise Refused(BAD_ORDER if len(line) > MOST_LINE else ORDER_INCOMPLETE, "the first line has no end")
    try:
        order = strict_json(line)
        blobs = [(b["kind"], b["bytes"], b["sha256"]) for b in order["blobs"]]
        check(order)
    except (ValueError, KeyError, TypeError, RecursionError) as e:
        raise Refused(BAD_ORDER, "the first line is not an order: " + type(e).__name__) from None
    data = {}
    for kind, count, digest in blobs:
        if not isinstance(count, int) or count < 0 or count > 1 << 28 or kind in data:
            raise Refused(BAD_ORDER, "a blob is announced wrongly")
        data[kind] = exactly(stream, count)
        if sha256(data[kind]) != digest.removeprefix("sha256:"):
            raise Refused(ORDER_INCOMPLETE, "a blob does not have its hash")
    return order, data


def check(order):
    uuid.UUID(order["run"])
    if order["v"] != VERSION or len(bytes.fromhex(order["seed"])) != 32:
        raise ValueError("another version")
    target, scenario = order["target"], order["scenario"]
    if target["protocol"] != "oip-v2" or scenario["kind"] not in ("accuracy", "single"):
        raise Refused(BAD_ORDER, "this runner does not carry out %s over %s" % (scenario["kind"], target["protocol"]))
    if not 1 <= target["port"] <= 65_535 or not 1 <= target["maxConcurrency"] <= 1024:
        raise ValueError("out of range")
    if scenario["kind"] == "accuracy" and not order.get("scoring"):
        raise ValueError("accuracy needs scoring")
    for deadline in ("readyNs", "exchangeNs", "warmupNs", "drainNs"):
        if order["deadlines"][deadline] < 0:
            raise ValueError("out of range")


def lines(blob):
    return blob.removesuffix(b"\n").split(b"\n")


def labels(blob):
    try:
        truth = [strict_json(line)["label"] for line in lines(blob)]
    except (ValueError, KeyError, TypeError):
        raise Refused(BAD_ORDER, "an expected label is not JSON") from None
    if not all(isinstance(label, str) and 0 < len(label.encode()) <= MOST_LABEL - 4 for label in truth):
        raise Refused(BAD_ORDER, "an expected label is missing or too long")
    return truth


# ---- events ----


class Events:
    """Numbered lines on stdout, each bounded, all together bounded."""

    def __init__(self, order):
        self.order = order
        self.out = sys.stdout.buffer
        self.most = order["caps"]["stdoutBytes"]
        self.lock = threading.Lock()
        self.seq = 0
        self.bytes = 0
        self.over = False

    def line(self, kind, fields):
        wall = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        envelope = {
            "v": VERSION, "run": self.order["run"], "attempt": self.order["attempt"], "seq": self.seq + 1,
            "mono": time.monotonic_ns(), "wall": wall, "type": kind,
        }
        line = json.dumps(envelope | fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        if len(line) > MOST_EVENT + 1:
            raise ValueError("an event of type %s is too long" % kind)
        return line

    def put(self, line):
        self.out.write(line)
        self.out.flush()
        self.seq += 1
        self.bytes += len(line)

    def write(self, event, /, **fields):
        with self.lock:
            if self.over:
                return
            line = self.line(event, fields)
            if self.bytes + len(line) > self.most - RESERVE:
                raise StdoutFull()
            self.put(line)

    def heartbeat(self, **fields):
        with self.lock:
            if not self.over and self.bytes < self.most * 0.9:
                self.put(self.line("progress", fields))

    def finish(self, outcome, reason=None):
        with self.lock:
            if not self.over:
                self.over = True
                self.put(self.line(
                    "finished", {"outcome": outcome, "reason": reason, "events": self.seq, "bytes": self.bytes}))


class Chunks:
    """Raw data: packed, hashed, as many rows as fit one line."""

    def __init__(self, events):
        self.events = events
        self.next = {}
        self.hashes = hashlib.sha256()
        self.count = 0

    def write(self, kind, rows, encode):
        at = 0
        step = ROWS_PER_CHUNK
        while at < rows:
            count = min(step, rows - at)
            raw = encode(at, at + count)
            data = base64.b64encode(zlib.compress(raw)).decode()
            if len(data) > 15_000 and count > 1:
                step = max(1, count // 2)
                continue
            index = self.next.get(kind, 0)
            self.next[kind] = index + 1
            self.hashes.update(hashlib.sha256(raw).digest())
            self.count += 1
            self.events.write(
                "chunk", kind=kind, index=index, rows=count, codec="deflate", sha256=sha256(raw), data=data)
            at += count

    def complete(self):
        self.events.write("result", chunks=self.count, sha256=self.hashes.hexdigest())


# ---- HTTP, from bytes that may be hostile ----


class Connection:
    """One connection with one exchange at a time; strict, and within bounds."""

    def __init__(self, port, most_body, number=0):
        self.port, self.most_body, self.number = port, most_body, number
        self.socket = None
        self.buffer = b""
        self.until = 0

    def close(self):
        if self.socket is not None:
            self.socket.close()
        self.socket = None
        self.buffer = b""

    def ask(self, request, deadline_ns, stamps):
        """The status and body of the answer; stamps are told when what happened."""
        self.until = time.monotonic_ns() + deadline_ns
        stamps.update(firstWrite=-1, lastWrite=-1, firstByte=-1, status=0, bytesIn=0)
        try:
            if self.socket is None:
                self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=self.left())
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except TimeoutError:
            raise Wrong("TIMEOUT") from None
        except OSError:
            raise Wrong("CONNECT") from None
        try:
            stamps["firstWrite"] = time.monotonic_ns()
            self.socket.settimeout(self.left())
            self.socket.sendall(request)
            stamps["lastWrite"] = time.monotonic_ns()
            return self.answer(stamps)
        except TimeoutError:
            raise Wrong("TIMEOUT") from None
        except OSError:
            raise Wrong("RESET") from None

    def left(self):
        left = (self.until - time.monotonic_ns()) / 1e9
        if left <= 0:
            raise Wrong("TIMEOUT")
        return left

    def more(self, stamps):
        self.socket.settimeout(self.left())
        part = self.socket.recv(1 << 16)
        if not part:
            raise Wrong("RESET")
        if stamps["firstByte"] < 0:
            stamps["firstByte"] = time.monotonic_ns()
        stamps["bytesIn"] += len(part)
        self.buffer += part

    def take(self, count, stamps):
        while len(self.buffer) < count:
            self.more(stamps)
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def line(self, stamps, most):
        while b"\n" not in self.buffer:
            if len(self.buffer) > most:
                raise Wrong("TOO_LARGE")
            self.more(stamps)
        line, self.buffer = self.buffer.split(b"\n", 1)
        if len(line) > most:
            raise Wrong("TOO_LARGE")
        return line.removesuffix(b"\r")

    def answer(self, stamps):
        status, fields = self.head(stamps)
        stamps["status"] = status
        length = fields.get(b"content-length")
        coding = fields.get(b"transfer-encoding")
        if b"content-encoding" in fields or (length is not None and coding is not None):
            raise Wrong("MALFORMED")
        if coding is not None:
            if coding.lower() != b"chunked":
                raise Wrong("MALFORMED")
            body = self.chunked(stamps)
        elif length is not None:
            if not length.isdigit() or len(length) > 18:
                raise Wrong("MALFORMED")
            if int(length) > self.most_body:
                raise Wrong("TOO_LARGE")
            body = self.take(int(length), stamps)
        else:
            raise Wrong("MALFORMED")
        if fields.get(b"connection", b"").lower() == b"close" or self.buffer:
            self.close()
        return status, body

    def head(self, stamps):
        for _ in range(9):
            left = MOST_HEAD
            first = self.line(stamps, left)
            left -= len(first)
            if not (first[:9] in (b"HTTP/1.1 ", b"HTTP/1.0 ") and first[9:12].isdigit() and len(first) >= 12):
                raise Wrong("MALFORMED")
            fields = {}
            for _ in range(101):
                line = self.line(stamps, left)
                left -= len(line) + 2
                if not line:
                    break
                name, colon, value = line.partition(b":")
                name = name.lower()
                if not colon or not name or name.strip() != name:
                    raise Wrong("MALFORMED")
                if name == b"content-length" and name in fields:
                    raise Wrong("MALFORMED")
                fields[name] = value.strip()
            else:
                raise Wrong("TOO_LARGE")
            if int(first[9:12]) >= 200:
                return int(first[9:12]), fields
        raise Wrong("TOO_LARGE")

    def chunked(self, stamps):
        body = b""
        for _ in range(100_000):
            size = self.line(stamps, 1024).split(b";")[0].strip()
            if not 0 < len(size) <= 8 or any(c not in b"0123456789abcdefABCDEF" for c in size):
                raise Wrong("MALFORMED")
            count = int(size, 16)
            if len(body) + count > self.most_body:
                raise Wrong("TOO_LARGE")
            if count == 0:
                while self.line(stamps, MOST_HEAD):
                    pass
                return body
            body += self.take(count, stamps)
            if self.line(stamps, 2):
                raise Wrong("MALFORMED")
        raise Wrong("TOO_LARGE")


# ---- the Open Inference Protocol ----


class Service:
    """What is asked of the service under test."""

    def __init__(self, order, samples):
        self.port = order["target"]["port"]
        self.model = order["target"]["model"]
        self.samples = samples
        self.output = (order.get("scoring") or {}).get("output")
        self.infer = "/v2/models/%s/infer" % self.model

    def get(self, path):
        return self.request("GET", path, b"")

    def request(self, method, path, body):
        head = "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: application/json\r\nAccept-Encoding: identity\r\n" % (
            method, path, self.port)
        if body:
            head += "Content-Type: application/json\r\nContent-Length: %d\r\n" % len(body)
        return (head + "\r\n").encode() + body

    def question(self, sample, number):
        return self.request("POST", self.infer, b'{"id":"' + number.encode() + b'",' + self.samples[sample][1:])

    def judge(self, body, number):
        """Hash of the outputs and the predicted label."""
        if not body:
            raise Wrong("EMPTY")
        try:
            answer = strict_json(body)
            outputs = answer["outputs"]
            first = next((o["data"] for o in outputs if o["name"] == self.output), [""])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise Wrong("SCHEMA") from None
        if answer.get("id", number) != number:
            raise Wrong("WRONG_ID")
        while isinstance(first, list) and first:
            first = first[0]
        label = first if isinstance(first, str) else ""
        compact = json.dumps(outputs, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(compact.encode("utf-8", "surrogatepass")).digest(), cut(label)


def cut(label):
    raw = label.encode("utf-8", "replace")
    return raw if len(raw) <= MOST_LABEL else raw[: MOST_LABEL - 3].decode("utf-8", "ignore").encode() + "\u2026".encode()


def finding(code, severity, detail):
    texts = {
        "C201": ("Der Dienst meldet nicht, dass er lebt.", "The service does not say that it lives."),
        "C202": ("Der Dienst wurde nicht rechtzeitig bereit.", "The service was not ready in time."),
        "C206": ("Eine gültige Anfrage wurde nicht beantwortet.", "A valid request was not answered."),
    }
    de, en = texts[code]
    step = {"de": "Das Log des Dienstes ansehen.", "en": "See the log of the service."}
    shown = " (%s)" % detail
    return {"id": code, "severity": severity, "pointer": "", "message": {"de": de + shown, "en": en + shown},
            "nextStep": step}


# ---- the machine ----


def interfaces():
    with open("/proc/net/dev", encoding="ascii", errors="replace") as f:
        return sorted(line.split(":")[0].strip() for line in f if ":" in line)


def ticks():
    try:
        with open("/proc/stat", encoding="ascii") as f:
            values = [int(v) for v in f.readline().split()[1:9]]
        return sum(values), values[3] + values[4], values[7]
    except (OSError, ValueError, IndexError):
        return None


class Jitter(threading.Thread):
    """How late a thread wakes up that asks to be woken every millisecond, and what the clocks do meanwhile."""

    def __init__(self):
        super().__init__(daemon=True)
        self.late = []
        self.step = 0
        self.stopped = False

    def run(self):
        offset = time.time_ns() - time.monotonic_ns()
        while not self.stopped:
            due = time.monotonic_ns() + 1_000_000
            time.sleep(0.001)
            self.late.append(max(0, time.monotonic_ns() - due))
            now = time.time_ns() - time.monotonic_ns()
            self.step = max(self.step, abs(now - offset))
            offset = now


# ---- the run ----


class Run:
    def __init__(self, order, data, events):
        self.order, self.events = order, events
        self.samples = lines(data.get("SAMPLES", b""))
        self.truth = labels(data["EXPECTED"]) if "EXPECTED" in data else None
        if not all(line.startswith(b"{") for line in self.samples):
            raise Refused(BAD_ORDER, "a sample is not a JSON object")
        if order.get("scoring") and (self.truth is None or len(self.truth) != len(self.samples)):
            raise Refused(BAD_ORDER, "scoring needs exactly one expected label per sample")
        self.service = Service(order, self.samples)
        self.single = order["scenario"]["kind"] == "single"
        self.width = 1 if self.single else order["target"]["maxConcurrency"]
        self.phase = "READY"
        self.rows = []
        self.answers = {}
        self.sent = self.ok = self.failed = 0
        self.connections = 0
        self.resets = 0
        self.cancelled = threading.Event()
        self.lock = threading.Lock()
        self.origin = 0

    # phases

    def perform(self):
        try:
            self.hello()
            threading.Thread(target=self.beat, daemon=True).start()
            self.during("READY", self.ready)
            self.during("CONFORMANCE", self.examine)
            order = self.schedule()
            if self.single:
                self.during("WARMUP", self.warm_up)
            self.window(order)
            if self.truth is not None and not self.single:
                self.during("SCORING", self.score)
            self.during("REPORT", self.report)
            self.events.finish("DONE")
        except Failed as e:
            self.events.finish("FAILED", str(e))
        except StdoutFull:
            self.events.finish("FAILED", "EVENTS_INCOMPLETE")
        except Cancelled:
            self.events.finish("CANCELLED", "CANCELLED")

    def during(self, phase, action):
        self.phase = phase
        self.events.write("phase", phase=phase, state="BEGIN")
        action()
        self.events.write("phase", phase=phase, state="END")

    def stop_if_asked(self):
        if self.cancelled.is_set():
            raise Cancelled()

    def hello(self):
        seen = interfaces()
        with open(os.path.abspath(__file__), "rb") as f:
            digest = sha256(f.read())
        self.events.write(
            "hello", runnerVersion="python-1", runnerDigest=digest, jvm={"python": platform.python_version()},
            kernel="%s %s %s" % (platform.system(), platform.release(), platform.machine()), cpus=self.cpus(),
            timerSlackNs=-1, netInterfaces=seen, probe={})
        if seen != ["lo"] and os.environ.get("TESTBED_UNSEALED") != "1":
            raise Failed("NETWORK_NOT_SEALED")

    @staticmethod
    def cpus():
        return len(os.sched_getaffinity(0))

    def beat(self):
        while not self.events.over:
            time.sleep(1 if self.phase in ("WARMUP", "WINDOW") else 4)
            self.events.heartbeat(
                phase=self.phase, sent=self.sent, ok=self.ok, failed=self.failed,
                inFlight=max(0, self.sent - self.ok - self.failed), p50Ns=0, p99Ns=0, lagP99Ns=0,
                cpuNs=time.process_time_ns())

    def ready(self):
        until = time.monotonic_ns() + self.order["deadlines"]["readyNs"]
        far = 0
        while time.monotonic_ns() < until:
            self.stop_if_asked()
            reached = self.look(until)
            if reached == 4:
                return
            far = max(far, reached)
            time.sleep(0.02)
        if far == 0:
            raise Failed("PORT_NEVER_OPENED")
        code = "C201" if far == 1 else "C202"
        self.conformance([finding(code, "ERROR", "readyNs")])
        raise Failed("NOT_READY")

    def look(self, until):
        """0 nobody listens, 1 somebody does, 2 lives, 3 ready, 4 the model too."""
        connection = Connection(self.service.port, self.order["caps"]["bodyBytes"])
        paths = ["/v2/health/live", "/v2/health/ready", "/v2/models/%s/ready" % self.service.model]
        reached = 1
        try:
            for path in paths:
                left = max(20_000_000, min(2_000_000_000, until - time.monotonic_ns()))
                status, _ = connection.ask(self.service.get(path), left, {})
                if status != 200:
                    return reached
                reached += 1
            return reached
        except Wrong as e:
            return 0 if str(e) == "CONNECT" else reached
        finally:
            connection.close()

    def conformance(self, findings, metadata=None, golden=None):
        self.events.write("conformance", findings=findings, metadataSha256=metadata, goldenSha256=golden)

    def examine(self):
        connection = Connection(self.service.port, self.order["caps"]["bodyBytes"])
        deadline = self.order["deadlines"]["exchangeNs"]
        number = uuid.uuid4().hex
        try:
            _, metadata = connection.ask(self.service.get("/v2/models/" + self.service.model), deadline, {})
            status, body = connection.ask(self.service.question(0, number), deadline, {})
            if status != 200:
                raise Wrong("HTTP_%d" % status)
            golden, _ = self.service.judge(body, number)
        except Wrong as e:
            self.conformance([finding("C206", "ERROR", str(e))])
            raise Failed("CONFORMANCE_FAILED") from None
        finally:
            connection.close()
        self.conformance([], sha256(metadata), golden.hex())

    def schedule(self):
        """Samples in an order that only the seed tells: sorted by their keyed hash, round after round."""
        seed = bytes.fromhex(self.order["seed"])
        n = len(self.samples)
        rounds = 1 if not self.single else max(1, 200_000 // n)
        order = []
        for i in range(rounds):
            keyed = sorted(range(n), key=lambda s: hashlib.sha256(seed + struct.pack(">II", i, s)).digest())
            order += keyed
        raw = b"\0" * (8 * len(order)) + struct.pack("<%dI" % len(order), *order)
        run = uuid.UUID(self.order["run"]).bytes
        commit = sha256(b"testbed-seed/1\0" + run + struct.pack(">I", self.order["attempt"]) + seed)
        self.events.write(
            "schedule", arrivals=len(order), windowNs=self.order["scenario"]["windowNs"] if self.single else 0,
            sha256=sha256(raw), commit=commit)
        return order

    def warm_up(self):
        until = time.monotonic_ns() + min(10_000_000_000, self.order["deadlines"]["warmupNs"])
        connection = self.connect()
        i = 0
        while time.monotonic_ns() < until:
            self.stop_if_asked()
            self.exchange(connection, i, i % len(self.samples), keep=False)
            i += 1
        connection.close()

    def connect(self):
        with self.lock:
            self.connections += 1
            return Connection(self.service.port, self.order["caps"]["bodyBytes"], self.connections)

    def window(self, order):
        self.phase = "WINDOW"
        self.events.write("phase", phase="WINDOW", state="BEGIN")
        jitter = Jitter()
        jitter.start()
        before = ticks(), time.process_time_ns(), time.monotonic_ns(), time.time_ns()
        opened = self.connections
        self.origin = before[2]
        self.rows = [None] * len(order)
        window = self.order["scenario"]["windowNs"] if self.single else None
        places = iter(range(len(order)))
        workers = [threading.Thread(target=self.work, args=(places, order, window)) for _ in range(self.width)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.rows = [row for row in self.rows if row is not None]
        self.events.write("phase", phase="WINDOW", state="END")
        jitter.stopped = True
        self.observe(before, jitter, self.connections - opened)
        self.stop_if_asked()
        self.during("DRAIN", lambda: None)

    def work(self, places, order, window):
        connection = self.connect()
        while not self.cancelled.is_set():
            if window is not None and time.monotonic_ns() - self.origin >= window:
                break
            with self.lock:
                place = next(places, None)
            if place is None:
                break
            self.exchange(connection, place, order[place], keep=True)
        connection.close()

    def exchange(self, connection, place, sample, keep):
        number = uuid.uuid4().hex
        request = self.service.question(sample, number)
        stamps = {"picked": time.monotonic_ns(), "bytesOut": len(request), "answer": -1, "outcome": "OK"}
        with self.lock:
            self.sent += 1
        try:
            status, body = connection.ask(request, self.order["deadlines"]["exchangeNs"], stamps)
            stamps["lastByte"] = time.monotonic_ns()
            if status != 200:
                raise Wrong("SCHEMA" if status < 300 else "HTTP_%dXX" % min(5, status // 100))
            digest, label = self.service.judge(body, number)
            with self.lock:
                stamps["answer"] = self.answers.setdefault((digest, label), len(self.answers))
                self.ok += 1
        except Wrong as e:
            stamps["outcome"] = str(e)
            stamps.setdefault("lastByte", time.monotonic_ns())
            with self.lock:
                self.failed += 1
                self.resets += str(e) in ("TIMEOUT", "TOO_LARGE", "MALFORMED")
            if str(e) in ("TIMEOUT", "CONNECT", "RESET", "TOO_LARGE", "MALFORMED"):
                number_before = connection.number
                connection.close()
                connection.number = number_before
            if str(e) == "CONNECT":
                time.sleep(0.01)
        stamps["connection"] = connection.number
        if keep:
            self.rows[place] = (place, sample, stamps)

    def observe(self, before, jitter, opened):
        began, cpu, mono, wall = before
        span = time.monotonic_ns() - mono
        now = ticks()
        known = began is not None and now is not None and now[0] > began[0]
        total = now[0] - began[0] if known else 1
        late = sorted(jitter.late) or [0]
        out = sum(row[2]["bytesOut"] for row in self.rows)
        written = sum(row[2]["bytesOut"] for row in self.rows if row[2]["firstWrite"] >= 0)
        bodies = sum(row[2]["status"] == 200 for row in self.rows)
        self.observations = {
            "spanNs": span, "cpus": self.cpus(), "cpuNs": time.process_time_ns() - cpu, "spinNs": 0,
            "stealShare": (now[2] - began[2]) / total if known else None,
            "busyShare": 1 - (now[1] - began[1]) / total if known else None, "foreignShare": None,
            "gcPauses": 0, "gcPauseMaxNs": 0, "gcPauseTotalNs": 0,
            "jitterP99Ns": late[max(0, -(-len(late) * 99 // 100) - 1)], "jitterMaxNs": late[-1],
            "clockRatio": span / max(1, time.time_ns() - wall), "clockStepNs": jitter.step,
            "latenessP50Ns": 0, "latenessP99Ns": 0, "latenessMaxNs": 0, "marginNs": 0, "timerSlackNs": -1,
            "bytesPlanned": out, "bytesWritten": written, "resetsByRunner": self.resets, "bodies": bodies,
            "bodiesUnchecked": 0, "connections": opened, "unsolicited": 0, "foreignConnections": 0,
        }

    # results

    def score(self):
        known = {place: label for (_, label), place in self.answers.items()}
        scored = [
            (sample, known.get(stamps["answer"]) == self.truth[sample].encode())
            for _, sample, stamps in self.rows]
        chunks = self.chunks = Chunks(self.events)
        chunks.write(
            "outcomes", len(scored),
            lambda a, b: struct.pack("<%dI" % (b - a), *(s for s, _ in scored[a:b])) + bytes(r for _, r in scored[a:b]))

    def report(self):
        chunks = getattr(self, "chunks", None) or Chunks(self.events)
        chunks.write("exchanges", len(self.rows), lambda a, b: self.encode(self.rows[a:b]))
        distinct = [digest + bytes([len(label)]) + label for digest, label in self.answers]
        chunks.write("answers", len(distinct), lambda a, b: b"".join(distinct[a:b]))
        chunks.write("harness", 1, lambda a, b: json.dumps(self.observations).encode())
        chunks.complete()

    def encode(self, rows):
        """The columns of docs/runner-protocol.md, one after the other."""
        n = len(rows)
        stamps = [row[2] for row in rows]

        def moment(name):
            return [s[name] - self.origin if s[name] >= 0 else -1 for s in stamps]

        return b"".join([
            struct.pack("<%dI" % n, *(row[0] for row in rows)),
            struct.pack("<%dI" % n, *(row[1] for row in rows)),
            bytes(n),
            struct.pack("<%dq" % n, *([-1] * n)),
            struct.pack("<%dq" % n, *moment("picked")),
            struct.pack("<%dq" % n, *moment("firstWrite")),
            struct.pack("<%dq" % n, *moment("lastWrite")),
            struct.pack("<%dq" % n, *moment("firstByte")),
            struct.pack("<%dq" % n, *([-1] * n)),
            struct.pack("<%dq" % n, *moment("lastByte")),
            struct.pack("<%dH" % n, *(s["status"] for s in stamps)),
            bytes(OUTCOMES.index(s["outcome"]) for s in stamps),
            struct.pack("<%dI" % n, *(s["bytesOut"] for s in stamps)),
            struct.pack("<%dI" % n, *(s["bytesIn"] for s in stamps)),
            struct.pack("<%dI" % n, *([0] * n)),
            struct.pack("<%dI" % n, *([0] * n)),
            struct.pack("<%dH" % n, *(s["connection"] & 0xFFFF for s in stamps)),
            struct.pack("<%di" % n, *(s["answer"] for s in stamps)),
        ])


def carry_out(run):
    try:
        run.perform()
    except BaseException:
        traceback.print_exc()
        os._exit(INTERNAL)


def main():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(CANCELLED))
    try:
        order, data = read_order(sys.stdin.buffer)
        events = Events(order)
        run = Run(order, data, events)
    except Refused as e:
        print(e, file=sys.stderr)
        return e.code

    def cancel(*_):
        run.cancelled.set()

    signal.signal(signal.SIGTERM, cancel)
    # The main thread only waits, so that a signal is heard whatever the run does.
    worker = threading.Thread(target=carry_out, args=(run,))
    worker.start()
    while worker.is_alive():
        worker.join(0.1)
        if run.cancelled.is_set():
            worker.join(6)
            events.finish("CANCELLED", "CANCELLED")
            os._exit(CANCELLED)
    return 0


if __name__ == "__main__":
    sys.exit(main())
