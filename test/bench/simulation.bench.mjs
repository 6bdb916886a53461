// Speed of the dry run: node test/bench/simulation.bench.mjs (after npm run build).
import { performance } from 'node:perf_hooks';

const { studyPlan } = await import('../../dist/simulation/uncertainty.js');
const { runOnce } = await import('../../dist/simulation/run.js');
const { sampledDraws } = await import('../../dist/simulation/draws.js');

/** A plan of `count` hot VMs with disks on `hosts` hosts per side and `datastores` datastores per side. */
function planOf(count, hosts, datastores) {
	const links = [{ name: 'link', kind: 'wan' }];
	const resources = [];
	const sides = ['source', 'destination'].map((side) => ({
		hosts: Array.from({ length: hosts }, (_, i) => resources.push({ name: `host ${side} ${i}`, max: 16 }) - 1),
		stores: Array.from({ length: datastores }, (_, i) => ({
			resource: resources.push({ name: `datastore ${side} ${i}`, max: 128 }) - 1,
			link: links.push({ name: `datastore ${side} ${i}`, kind: side === 'source' ? 'read' : 'write' }) - 1,
		})),
	}));
	const [from, to] = sides;
	const moves = Array.from({ length: count }, (_, i) => {
		const bytes = (20 + (i % 7) * 15) * 1e9;
		return {
			id: `vm-${i}`,
			name: `vm-${i}`,
			hot: true,
			memory: (4 + (i % 5) * 8) * 1024 ** 3,
			disks: [
				{
					bytes,
					provisioned: bytes,
					read: from.stores[i % datastores].link,
					write: to.stores[i % datastores].link,
					protocol: 'vmotion',
				},
			],
			diskCount: 1,
			links: [0],
			streams: 1,
			costs: [
				{ resource: from.hosts[i % hosts], cost: 8 },
				{ resource: to.hosts[i % hosts], cost: 8 },
				{ resource: from.stores[i % datastores].resource, cost: 16 },
				{ resource: to.stores[i % datastores].resource, cost: 16 },
			],
			space: [],
		};
	});
	const network = { bitsPerSecond: 10e9, goodput: 1.176e9, measured: false, rtt: 0.002, loss: 0, mtu: 1500 };
	return { moves, links, resources, datastores: [], network, dispatch: 0.9 };
}

function timed(name, limit, work) {
	work();
	const start = performance.now();
	work();
	const seconds = (performance.now() - start) / 1000;
	console.log(`${name}: ${seconds.toFixed(3)} s (at most ${limit} s)`);
	if (seconds > limit) process.exitCode = 1;
}

const small = planOf(20, 4, 3);
timed('1,000 replications of 20 VMs', 2, () => studyPlan(small, 1, 1000));
const large = planOf(1000, 32, 20);
timed('1,000 VMs once', 0.5, () => runOnce(large, sampledDraws(large, 1, 0)));
const huge = planOf(5000, 32, 20);
timed('5,000 VMs once, 64 at a time', 2, () => runOnce(huge, sampledDraws(huge, 1, 0)));
