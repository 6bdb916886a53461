import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { serveSource } from '../../dist/mock-vcenter/start-mock.js';
import { output } from './tools.mjs';

const RECORDINGS = [
	'newrelic_nri-vsphere/test-data/SDDC-Datacenter',
	...['vcenter_1', 'vcenter_2', 'esxi_1'].map((name) => `bleemeo_glouton/inputs/vsphere/testdata/${name}`),
];

/** govc looks round in recordings of real vCenters that the mock serves, and finds every object that has a file. */
export async function govcOnRecordings(check, skip, program) {
	const corpus = process.env.XVCHECK_CORPUS;
	if (corpus === undefined) return skip('govc on recordings', 'XVCHECK_CORPUS names no sample folder');
	for (const name of RECORDINGS) {
		const folder = join(corpus, name);
		if (existsSync(folder)) await look(check, program, name, folder);
		else skip(`govc on ${name}`, 'the sample folder does not have it');
	}
}

async function look(check, program, name, folder) {
	const site = await serveSource(`govc:${folder}`);
	const [vcenter] = site.vcenters;
	const env = {
		GOVC_URL: vcenter.url,
		GOVC_USERNAME: vcenter.username,
		GOVC_PASSWORD: vcenter.password,
		GOVC_INSECURE: '1',
		GOVC_PERSIST_SESSION: 'false',
	};
	const govc = (...args) => output(program, args, env);
	const ids = (type) =>
		readdirSync(folder).flatMap((file) => new RegExp(`^\\d+-${type}-(.+)\\.xml$`).exec(file)?.[1] ?? []);
	const whole = ids('Datacenter').length > 0;
	try {
		await check(`govc about of ${name}`, async () => {
			const { about } = JSON.parse(await govc('about', '-json'));
			assert.match(about.version, /^\d+\.\d+\.\d+$/);
			assert.equal(about.apiType, name.endsWith('esxi_1') ? 'HostAgent' : 'VirtualCenter');
		});
		if (!whole) return;
		for (const [kind, type] of [
			['m', 'VirtualMachine'],
			['h', 'HostSystem'],
			['s', 'Datastore'],
			['p', 'ResourcePool'],
		])
			await check(`govc find -type ${kind} in ${name}`, async () => {
				const found = (await govc('find', '-i', '/', '-type', kind)).trim().split('\n').filter(Boolean);
				assert.deepEqual(found.map((line) => line.replace(`${type}:`, '')).sort(), ids(type).sort());
			});
		await check(`govc ls in ${name}`, async () => {
			const lines = (await govc('ls', '/')).trim().split('\n');
			assert.equal(lines.length, ids('Datacenter').length);
		});
	} finally {
		await site.close();
	}
}
