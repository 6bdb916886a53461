import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import vcenter from '../../dist/inputs/vcenter.js';
import { fingerprint, output, startVcsim } from './tools.mjs';

const silent = { phase() {}, count() {}, note() {} };

/** Our client reads a simulator that nobody here wrote, and is compared with what govc reads there. */
export async function oursOnVcsim(check, skip, { govc, vcsim }) {
	await withVcsim(check, 'a model of 40 VMs', vcsim, ['-host', '4', '-vm', '20'], (host) =>
		compare(check, 'model', govc, host),
	);
	const recording = join(process.env.XVCHECK_CORPUS ?? '', 'newrelic_nri-vsphere/test-data/SDDC-Datacenter');
	if (process.env.XVCHECK_CORPUS === undefined || !existsSync(recording))
		skip('our client on vcsim with a recording', 'XVCHECK_CORPUS names no sample folder');
	else
		await withVcsim(check, 'a recording', vcsim, ['-load', recording], (host) =>
			compare(check, 'recording', govc, host),
		);
}

async function withVcsim(check, what, program, args, work) {
	let server;
	await check(`vcsim serves ${what}`, async () => {
		server = await startVcsim(program, args);
	});
	if (server === undefined) return;
	try {
		await work(server.host);
	} finally {
		server.stop();
	}
}

async function compare(check, what, govc, host) {
	let inventory;
	await check(`our client reads vcsim's ${what}`, async () => {
		const thumbprint = await fingerprint(host);
		const connection = { thumbprint, password: async () => 'pass' };
		const options = { now: new Date().toISOString(), toolVersion: '0', progress: silent, connection };
		inventory = await vcenter.read(`https://user@${host}`, options);
		assert.ok(inventory.vms.length > 0 && inventory.hosts.length > 0);
	});
	if (inventory === undefined) return;
	const env = { GOVC_URL: `https://user:pass@${host}/sdk`, GOVC_INSECURE: '1', GOVC_PERSIST_SESSION: 'false' };
	const theirs = async (type, paths) => {
		const text = await output(govc, ['object.collect', '-json', '-type', type, '/', ...paths], env);
		return byObject(text);
	};
	await check(`VMs of vcsim's ${what} as govc sees them`, async () => {
		const read = await theirs('VirtualMachine', [
			'name',
			'config.uuid',
			'config.hardware.memoryMB',
			'config.hardware.numCPU',
			'runtime.powerState',
			'runtime.host',
		]);
		const ours = inventory.vms.map((vm) => [
			vm.id,
			vm.name,
			vm.uuid,
			vm.memoryBytes / 1024 ** 2,
			vm.cpus,
			vm.powerState,
			vm.host,
		]);
		const expected = [...read].map(([id, p]) => [
			id,
			p.name,
			p['config.uuid'],
			p['config.hardware.memoryMB'],
			p['config.hardware.numCPU'],
			p['runtime.powerState'],
			p['runtime.host']?.value,
		]);
		assert.deepEqual(sorted(ours), sorted(expected));
	});
	await check(`disks and NICs of vcsim's ${what} as govc sees them`, async () => {
		const read = await theirs('VirtualMachine', ['config.hardware.device']);
		const device = (p) =>
			p['config.hardware.device']?.['virtualDevice'] ??
			p['config.hardware.device']?._value ??
			p['config.hardware.device'] ??
			[];
		const expected = [...read].map(([id, p]) => {
			const all = device(p);
			const disks = all
				.filter(({ capacityInKB }) => capacityInKB !== undefined)
				.map((disk) => disk.capacityInKB * 1024);
			return [
				id,
				disks.sort(),
				all
					.filter(({ macAddress }) => macAddress !== undefined)
					.map((nic) => nic.macAddress)
					.sort(),
			];
		});
		const ours = inventory.vms.map((vm) => [
			vm.id,
			vm.disks.map((disk) => disk.capacityBytes).sort(),
			vm.nics.map(({ mac }) => mac).sort(),
		]);
		assert.deepEqual(sorted(ours), sorted(expected));
	});
	await check(`hosts of vcsim's ${what} as govc sees them`, async () => {
		const read = await theirs('HostSystem', ['name', 'summary.config.product', 'summary.hardware.memorySize']);
		const ours = inventory.hosts.map((one) => [one.id, one.name, one.version, String(one.build), one.memoryBytes]);
		const expected = [...read].map(([id, p]) => [
			id,
			p.name,
			p['summary.config.product'].version,
			p['summary.config.product'].build,
			p['summary.hardware.memorySize'],
		]);
		assert.deepEqual(sorted(ours), sorted(expected));
	});
	await check(`datastores and networks of vcsim's ${what} as govc sees them`, async () => {
		const stores = await theirs('Datastore', ['name', 'summary.capacity', 'summary.freeSpace']);
		const ours = inventory.datastores.map((one) => [one.id, one.name, one.capacityBytes]);
		assert.deepEqual(sorted(ours), sorted([...stores].map(([id, p]) => [id, p.name, p['summary.capacity']])));
		const networks = await theirs('Network', ['name']);
		assert.deepEqual(
			sorted(inventory.networks.map((one) => [one.id, one.name])),
			sorted([...networks].map(([id, p]) => [id, p.name.replaceAll('%2f', '/')])),
		);
	});
}

/** govc prints one indented ObjectUpdate after the other: properties by name, by moRef value. */
function byObject(text) {
	const found = new Map();
	for (const update of text
		.trim()
		.split(/\n(?=\{)/)
		.map((one) => JSON.parse(one))) {
		const properties = Object.fromEntries((update.changeSet ?? []).map(({ name, val }) => [name, val?._value ?? val]));
		found.set(update.obj.value, properties);
	}
	return found;
}

function sorted(rows) {
	return rows.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
}
