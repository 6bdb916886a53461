import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import vcenter from '../../dist/inputs/vcenter.js';
import { compareType, DATA } from './datum-by-datum.mjs';
import { fingerprint, output, startVcsim } from './tools.mjs';

const silent = { phase() {}, count() {}, note() {} };

/** Recordings of real vCenters and a host among the samples. */
const RECORDINGS = [
	'newrelic_nri-vsphere/test-data/SDDC-Datacenter',
	'bleemeo_glouton/inputs/vsphere/testdata/vcenter_1',
	'bleemeo_glouton/inputs/vsphere/testdata/vcenter_2',
];
const HOST = 'bleemeo_glouton/inputs/vsphere/testdata/esxi_1';

/** Our client reads a simulator that nobody here wrote, and is compared with what govc reads there, datum by datum. */
export async function oursOnVcsim(check, skip, { govc, vcsim }) {
	await withVcsim(check, 'a model of 40 VMs', vcsim, ['-host', '4', '-vm', '20'], (host) =>
		compare(check, 'model', govc, host),
	);
	const corpus = process.env.XVCHECK_CORPUS ?? '';
	for (const name of RECORDINGS) {
		const folder = join(corpus, name);
		if (corpus === '' || !existsSync(folder))
			skip(`our client on vcsim with ${name}`, 'XVCHECK_CORPUS names no such folder');
		else await withVcsim(check, name, vcsim, ['-load', folder], (host) => compare(check, name, govc, host));
	}
	await withVcsim(check, 'a host', vcsim, ['-esx'], (host) => refuse(check, host));
	if (corpus !== '' && existsSync(join(corpus, HOST)))
		await withVcsim(check, 'a recorded host', vcsim, ['-load', join(corpus, HOST)], (host) => refuse(check, host));
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

async function read(host) {
	const connection = { thumbprint: await fingerprint(host), password: async () => 'pass' };
	const options = { now: new Date().toISOString(), toolVersion: '0', progress: silent, connection };
	return vcenter.read(`https://user@${host}`, options);
}

async function refuse(check, host) {
	await check('our client says that a host is no vCenter', async () => {
		await assert.rejects(
			read(host),
			({ code, message }) => code === 'not-a-vcenter' && /is no vCenter Server but VMware ESX/.test(message),
		);
	});
}

async function compare(check, what, govc, host) {
	let inventory;
	await check(`our client reads vcsim's ${what}`, async () => {
		inventory = await read(host);
		assert.equal(inventory.partial, undefined);
		assert.ok(inventory.vms.length + inventory.hosts.length > 0);
	});
	if (inventory === undefined) return;
	const env = { GOVC_URL: `https://user:pass@${host}/sdk`, GOVC_INSECURE: '1', GOVC_PERSIST_SESSION: 'false' };
	for (const [type, { collection, data }] of Object.entries(DATA))
		await check(`${collection} of vcsim's ${what} (${type}) as govc sees them`, async () => {
			const paths = new Set(data.map(([path]) => path));
			// Of a type without any object govc would wait for one to come.
			const found = await output(govc, ['find', '-type', type, '/'], env);
			if (found.trim() === '') {
				assert.deepEqual(
					inventory[collection].filter(({ id }) => ids(type, collection, id)),
					[],
				);
				return 'none';
			}
			const text = await output(govc, ['object.collect', '-json', '-type', type, '/', ...paths], env);
			const theirs = byObject(text);
			const compared = compareType(type, inventory, theirs);
			const more = inventory[collection].filter(({ id }) => ids(type, collection, id) && !theirs.has(id));
			assert.deepEqual(more, [], 'our inventory holds more');
			return `${theirs.size} objects, ${compared} values`;
		});
}

/** Whether an object of a collection that several types share is of this type; standard switches are no objects of vCenter. */
function ids(type, collection, id) {
	if (collection === 'networks') return id.startsWith('dvportgroup-') && type === 'DistributedVirtualPortgroup';
	return collection !== 'switches' || !id.includes('/');
}

/** govc prints one indented ObjectUpdate after the other: properties by name, by moRef value. */
function byObject(text) {
	const found = new Map();
	for (const part of text.trim() === '' ? [] : text.trim().split(/\n(?=\{)/)) {
		const { obj, changeSet } = JSON.parse(part);
		found.set(obj.value, Object.fromEntries((changeSet ?? []).map(({ name, val }) => [name, val?._value ?? val])));
	}
	return found;
}
