// DNS and TCP of 2,500 hosts on loopback: every name and address asked of four name servers, 902 and 8000 of every host knocked
// at. Goal: within 20 s.
import { Worker } from 'node:worker_threads';
import { DEFAULT_PROBE_LIMITS } from '../../dist/probes/contract.js';
import dns from '../../dist/probes/dns.js';
import tcp from '../../dist/probes/tcp.js';

const HOSTS = 2500;
const GOAL_S = 20;
const worker = new Worker(new URL('support/name-server.mjs', import.meta.url), { workerData: { servers: 4 } });
const { servers, port } = await new Promise((resolve, reject) => {
	worker.once('message', resolve);
	worker.once('error', reject);
});
const hosts = Array.from({ length: HOSTS }, (_, at) => `esx${at}.bench.example.com`);
const target = { side: 'source', type: 'host', name: 'bench' };
const targets = {
	names: hosts.map((name) => ({ name, addresses: [] })),
	resolvers: servers,
	ports: hosts.flatMap(() =>
		[902, 8000].map((purpose) => ({ target, address: '127.0.0.1', port, purpose: String(purpose) })),
	),
	certificates: [],
	live: {},
	relocates: [],
};
const tools = {
	limits: DEFAULT_PROBE_LIMITS,
	deadline: new AbortController().signal,
	progress: { phase() {}, count() {}, note() {} },
	clock: () => new Date().toISOString(),
};
const { setMaxListeners } = await import('node:events');
setMaxListeners(0, tools.deadline);
const started = performance.now();
const [names, ports] = await Promise.all([dns.run(targets, tools), tcp.run(targets, tools)]);
const seconds = (performance.now() - started) / 1000;
await worker.terminate();
const answered = names.dns.filter(({ outcome }) => outcome === 'answered').length;
const open = ports.tcp.filter(({ outcome }) => outcome === 'open').length;
console.log(
	`${HOSTS} hosts: ${answered} of ${names.dns.length} questions answered, ${open} of ${ports.tcp.length} ports open, ${seconds.toFixed(1)} s (goal ${GOAL_S})`,
);
const complete = answered === names.dns.length && names.dns.length === HOSTS * 8 && open === ports.tcp.length;
process.exitCode = complete && seconds <= GOAL_S ? 0 : 1;
