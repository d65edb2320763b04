// A class-heavy program: a small operating system kernel with tasks, queues and messages.
'use strict';
const out = typeof print === 'function' ? (...values) => print(values.join(' ')) : (...values) => console.log(values.join(' '));
class Packet { constructor(next, to, kind) { this.next = next; this.to = to; this.kind = kind; this.datum = 0; this.data = [0, 0, 0, 0]; } }
class Task {
  constructor(kernel, id, priority) { this.kernel = kernel; this.id = id; this.priority = priority; this.queue = null; this.held = false; this.waiting = true; this.runs = 0; }
  receive(packet) { packet.next = null; if (!this.queue) { this.queue = packet; } else { let p = this.queue; while (p.next) p = p.next; p.next = packet; } this.waiting = false; }
  take() { const p = this.queue; if (p) { this.queue = p.next; p.next = null; } return p; }
  get ready() { return !this.held && (!this.waiting || this.queue !== null); }
  run() { throw new Error('abstract'); }
}
class Worker extends Task {
  constructor(kernel, id, priority, peers) { super(kernel, id, priority); this.peers = peers; this.at = 0; this.seed = id * 7919; }
  run() {
    const p = this.take();
    if (!p) { this.waiting = true; return; }
    for (let i = 0; i < p.data.length; i++) { this.seed = (this.seed * 1103 + 12345) & 0xffff; p.data[i] = (p.data[i] + this.seed) & 255; }
    p.to = this.peers[this.at = (this.at + 1) % this.peers.length];
    this.kernel.send(p);
  }
}
class Device extends Task {
  constructor(kernel, id, priority, target) { super(kernel, id, priority); this.target = target; this.total = 0; }
  run() {
    const p = this.take();
    if (!p) { this.waiting = true; return; }
    for (const byte of p.data) this.total = (this.total + byte * (p.kind + 1)) | 0;
    p.datum++;
    p.kind = p.datum & 1;
    p.to = this.target;
    this.kernel.send(p);
  }
}
class Kernel {
  constructor() { this.tasks = []; this.sent = 0; }
  add(task) { this.tasks.push(task); return task; }
  send(packet) { this.sent++; this.tasks[packet.to].receive(packet); }
  loop(steps) {
    let idle = 0;
    while (steps > 0 && idle < 2) {
      idle++;
      for (const task of this.tasks) if (task.ready) { task.run(); task.runs++; steps--; idle = 0; }
    }
  }
}
const kernel = new Kernel();
kernel.add(new Worker(kernel, 0, 10, [2, 3, 4]));
kernel.add(new Worker(kernel, 1, 20, [4, 3]));
kernel.add(new Device(kernel, 2, 30, 0));
kernel.add(new Device(kernel, 3, 30, 1));
kernel.add(new Device(kernel, 4, 30, 0));
for (let i = 0; i < 12; i++) kernel.send(new Packet(null, i % 5, i & 1));
kernel.loop(900000);
out(kernel.sent, kernel.tasks.map((t) => t.runs).join(' '), kernel.tasks[2].total, kernel.tasks[3].total);
