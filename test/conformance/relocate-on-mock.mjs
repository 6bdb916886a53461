import assert from 'node:assert/strict';
import { withTwoProcesses } from './mock.mjs';
import { output } from './tools.mjs';

const VM = '/Milan/vm/Prod/Billing/bill-app-01';
const FRANKFURT = {
	folder: '/Frankfurt/vm/Migrated',
	datastore: '/Frankfurt/datastore/ds-fr-01',
	pool: '/Frankfurt/host/Frankfurt-A/Resources/Migrated',
	host: '/Frankfurt/host/Frankfurt-A/esx-fr-02.example.com',
};

/** govc asks a mock vCenter for CheckRelocate with a ServiceLocator that leads to a mock in another process. */
export function relocateOnMock(check, program) {
	return withTwoProcesses(async (source, destination) => {
		const at = (vcenter) => ({
			GOVC_URL: vcenter.url,
			GOVC_USERNAME: vcenter.username,
			GOVC_PASSWORD: vcenter.password,
			GOVC_INSECURE: '1',
			GOVC_PERSIST_SESSION: 'false',
			// vm.check.relocate is there, and not yet in its help.
			GOVC_SHOW_UNRELEASED: 'true',
		});
		const idOf = async (vcenter, path) =>
			(await output(program, ['find', '-i', '-maxdepth', '0', path], at(vcenter))).trim();
		let spec;
		await check('govc finds what a RelocateSpec names', async () => {
			spec = await specOf(program, at(destination), destination, idOf);
		});
		if (spec === undefined) return;
		// As XML: its JSON leaves out the types of faults.
		const ask = async (parts, ...flags) => {
			const text = await output(
				program,
				['vm.check.relocate', '-xml', '-vm', VM, ...flags],
				at(source),
				`<spec xmlns="urn:vim25" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${parts.join('')}</spec>`,
			);
			const faults = [...text.matchAll(/<(error|warning)>\s*<fault[^>]* \S*type="(\w+)"/g)];
			const of = (level) => faults.filter((match) => match[1] === level).map((match) => match[2]);
			return { text, errors: of('error'), warnings: of('warning') };
		};
		await check('govc vm.check.relocate finds nothing wrong with a good move', async () => {
			const { text, errors, warnings } = await ask(Object.values(spec));
			assert.deepEqual([errors, warnings], [[], ['MismatchedVMotionNetworkNames']]);
			assert.match(text, /<host type="HostSystem">host-\d+</);
		});
		await check('govc vm.check.relocate tells NICs without a network, and asks only for some tests', async () => {
			const { deviceChange: _, ...rest } = spec;
			const { text, errors } = await ask(Object.values(rest));
			assert.deepEqual(errors, ['CannotAccessNetwork', 'CannotAccessNetwork']);
			assert.match(text, /<device>Network adapter 1<\/device>\s*<backing>VLAN10-App<\/backing>/);
			assert.deepEqual((await ask(Object.values(rest), '-test', 'datastoreTests')).errors, []);
		});
		await check('govc vm.check.relocate tells a wrong thumbprint, password, folder', async () => {
			const { service, ...rest } = spec;
			const others = Object.values(rest);
			const wrongCertificate = service.replace(
				/<sslThumbprint>.*?</,
				`<sslThumbprint>${Array(20).fill('AA').join(':')}<`,
			);
			const refused = await ask([wrongCertificate, ...others]);
			assert.deepEqual(refused.errors, ['SSLVerifyFault']);
			assert.match(refused.text, new RegExp(`<thumbprint>${destination.thumbprintSha1}</thumbprint>`));
			const wrongPassword = service.replace(/<password>.*?</, '<password>wrong<');
			assert.deepEqual((await ask([wrongPassword, ...others])).errors, ['InvalidLogin']);
			const elsewhere = spec.folder.replace(/group-v\d+/, 'group-v999');
			assert.deepEqual((await ask([service, elsewhere, ...others.slice(1)])).errors, ['InvalidArgument']);
		});
		await check('govc tasks lists the checks', async () => {
			assert.match(await output(program, ['tasks'], at(source)), /CheckRelocate/);
		});
	});
}

/** The members of a RelocateSpec, in schema order. */
async function specOf(program, env, destination, idOf) {
	const { about } = JSON.parse(await output(program, ['about', '-json'], env));
	const reference = async (element, type) => {
		const id = await idOf(destination, FRANKFURT[element]);
		return `<${element} type="${type}">${id.split(':')[1]}</${element}>`;
	};
	const networks = ['VLAN10-App', 'VLAN20-Db'];
	const edits = await Promise.all(
		networks.map(async (name, index) => {
			const text = await output(program, ['object.collect', '-json', `/Frankfurt/network/${name}`, 'config'], env);
			const { key, distributedVirtualSwitch } = JSON.parse(text)[0].val;
			const uuid = (
				await output(
					program,
					['object.collect', '-s', `VmwareDistributedVirtualSwitch:${distributedVirtualSwitch.value}`, 'uuid'],
					env,
				)
			).trim();
			return (
				`<deviceChange><operation>edit</operation><device xsi:type="VirtualVmxnet3"><key>${4000 + index}</key>` +
				`<backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo"><port><switchUuid>${uuid}</switchUuid>` +
				`<portgroupKey>${key}</portgroupKey></port></backing></device></deviceChange>`
			);
		}),
	);
	return {
		service:
			`<service><instanceUuid>${about.instanceUuid}</instanceUuid><url>${destination.url}</url>` +
			`<credential xsi:type="ServiceLocatorNamePassword"><username>${destination.username}</username>` +
			`<password>${destination.password}</password></credential>` +
			`<sslThumbprint>${destination.thumbprintSha1}</sslThumbprint></service>`,
		folder: await reference('folder', 'Folder'),
		datastore: await reference('datastore', 'Datastore'),
		pool: await reference('pool', 'ResourcePool'),
		host: await reference('host', 'HostSystem'),
		deviceChange: edits.join(''),
	};
}
