import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/engine/evaluate.js';
import type { Outcome } from '../../src/model/vocabulary.js';
import { cluster, host, input, rule, scope } from './support/scope.js';

/** Rules of every subject and every kind of expression. */
const RULES = [
	rule('candidates', { subject: 'vm-host', expect: 'host.vmotionAdapters.size() > 0' }),
	rule('version', { subject: 'vm-host', expect: 'versionAtLeast(host.version, "7.0.0") || vm.mode == "cold"' }),
	rule('hot', { subject: 'vm', when: 'vm.mode == "hot"', expect: '!vm.encrypted && vm.cpus <= 8' }),
	rule('disk', { subject: 'vm-disk', expect: 'disk.capacityBytes / 2 < 100 && (disk.thin ? true : !disk.raw)' }),
	rule('nic', {
		subject: 'vm-nic',
		when: 'nic.connected',
		expect: 'destination.networksNamed(nic.networkName).size() == 1',
	}),
	rule('devices', { subject: 'vm', expect: '!vm.devices.exists(d, d.type == "VirtualTPM" && d.connected)' }),
	rule('source', {
		subject: 'host',
		severity: [{ when: 'host.hotMoves > 0', severity: 'blocker' }, { severity: 'info' }],
		expect: 'host.vmotionAdapters.all(a, a.startsWith("vmk"))',
	}),
	rule('pairs', { subject: 'host-pair', expect: 'sourceHost.cpu.vendor == destinationHost.cpu.vendor' }),
	rule('space', { subject: 'datastore', expect: 'datastore.freeBytes >= 100' }),
	rule('names', { subject: 'network', expect: 'destination.networksNamed(network.name).size() > 0' }),
	rule('pair', { subject: 'pair', expect: 'versionCompare(source.vcenter.version, destination.vcenter.version) <= 0' }),
];
const boolean = fc.boolean();
const word = fc.constantFrom('a', 'b');
const hostData = fc.record({
	vmotionAdapters: fc.constantFrom([], ['vmk1'], ['other']),
	version: fc.constantFrom('6.5.0', '7.0.0', '8.0.0'),
	cpu: fc.record({ vendor: fc.constantFrom('intel', 'amd') }),
});
const id = { selector: (part: { id: string }) => part.id, maxLength: 2 };
const part = fc.constantFrom('1', '2');
const vmData = fc.record({
	encrypted: boolean,
	cpus: fc.constantFrom(4, 16),
	powerState: fc.constantFrom('poweredOn', 'poweredOff'),
	disks: fc.uniqueArray(
		fc.record({ id: part, capacityBytes: fc.constantFrom(10, 1000), thin: boolean, raw: boolean }),
		id,
	),
	nics: fc.uniqueArray(
		fc.record({ id: part, network: word, connected: boolean }).map((nic) => ({ ...nic, networkName: nic.network })),
		id,
	),
	devices: fc.uniqueArray(
		fc.record({ id: part, type: fc.constantFrom('VirtualTPM', 'VirtualUSB'), connected: boolean }),
		id,
	),
});
const world = fc.record({
	vms: fc.array(vmData, { minLength: 1, maxLength: 2 }),
	source: hostData,
	destination: fc.array(hostData, { minLength: 1, maxLength: 3 }),
	networks: fc.uniqueArray(word, { maxLength: 2 }),
	free: fc.constantFrom(10, 1000),
	versions: fc.tuple(fc.constantFrom('7.0.0', '8.0.0'), fc.constantFrom('7.0.0', '8.0.0')),
});
type World = Parameters<Parameters<(typeof world)['map']>[0]>[0];

function run(given: World) {
	const network = (name: string) => ({ id: name, name, hosts: ['h'] });
	const source = {
		vcenter: { version: given.versions[0] },
		hosts: [host('host-1', given.source as object)],
		vms: given.vms.map((data, i) => ({
			id: `v${i}`,
			name: `v${i}`,
			host: 'host-1',
			template: false,
			...(data as object),
		})),
		networks: [network('a'), network('b')],
	};
	const destination = {
		vcenter: { version: given.versions[1] },
		clusters: [cluster],
		hosts: given.destination.map((data, i) => host(`d${i}`, data as object)),
		networks: given.networks.map(network),
		datastores: [{ id: 'ds', name: 'ds', accessible: true, freeBytes: given.free }],
	};
	return evaluate(input(scope(source, destination), RULES));
}

/** Paths to every datum of a world: keys of objects that a source might not have told. */
function data(value: unknown, path: (string | number)[] = []): (string | number)[][] {
	if (Array.isArray(value)) return value.flatMap((item, index) => data(item, [...path, index]));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, item]) => [
		...(path.length > 0 && key !== 'id' ? [[...path, key]] : []),
		...data(item, [...path, key]),
	]);
}

function without(given: World, path: readonly (string | number)[]): World {
	const copy = structuredClone(given) as unknown as Record<string | number, unknown>;
	let at = copy;
	for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
	delete at[path.at(-1) as string];
	return copy as unknown as World;
}

const WORSE: Record<string, number> = { blocked: 4, inconclusive: 3, clear: 2, 'ready-with-warnings': 1, ready: 0 };

describe('deleting any datum', () => {
	it('never turns an unknown or failed VM into one that is ready', () => {
		fc.assert(
			fc.property(world, fc.nat(), (given, pick) => {
				const paths = data(given);
				const path = paths[pick % paths.length] ?? [];
				const before = run(given);
				const after = run(without(given, path));
				for (const [index, { verdict }] of before.vms.entries()) {
					const then = after.vms[index]?.verdict ?? 'ready';
					if ((WORSE[verdict] ?? 0) >= 3)
						expect([path, WORSE[then]]).toEqual([path, expect.toSatisfy((n: number) => n >= 3)]);
				}
			}),
			{ numRuns: 150 },
		);
	});

	it('never turns a rule that failed or was unknown for everything it was asked about into one that passes', () => {
		fc.assert(
			fc.property(world, fc.nat(), (given, pick) => {
				const paths = data(given);
				const path = paths[pick % paths.length] ?? [];
				const before = run(given).outcomesByRule;
				const after = run(without(given, path)).outcomesByRule;
				const bad = (seen: ReadonlySet<Outcome> | undefined) => seen?.has('fail') || seen?.has('unknown');
				// Of candidates a single host may fail or be unknown while the VM passes; those are judged by the VM above.
				for (const { document } of RULES.filter((one) => one.document.subject !== 'vm-host'))
					if (bad(before.get(document.id)))
						expect([document.id, path, bad(after.get(document.id))]).toEqual([document.id, path, true]);
			}),
			{ numRuns: 150 },
		);
	});
});
