import assert from 'node:assert/strict';
import { withDemo } from './mock.mjs';
import { output } from './tools.mjs';

const HOST = '/Milan/host/Milan-A/esx-mi-01.example.com';
const TYPES = [
	'Folder',
	'Datacenter',
	'ClusterComputeResource',
	'ResourcePool',
	'HostSystem',
	'Datastore',
	'Network',
	'DistributedVirtualPortgroup',
	'VmwareDistributedVirtualSwitch',
	'VirtualMachine',
];

/** govc, which nobody here wrote, reads the mock as an administrator would. */
export function govcOnMock(check, program) {
	return withDemo(async (vcenter) => {
		const env = {
			GOVC_URL: vcenter.url,
			GOVC_USERNAME: vcenter.username,
			GOVC_PASSWORD: vcenter.password,
			GOVC_INSECURE: '1',
			GOVC_PERSIST_SESSION: 'false',
		};
		const govc = (...args) => output(program, args, env);
		const json = async (command, ...args) => JSON.parse(await govc(command, '-json', ...args));
		const lines = async (...args) => (await govc(...args)).trim().split('\n');

		await check('govc about', async () => {
			const { about } = await json('about');
			assert.deepEqual([about.version, about.build, about.apiType], ['7.0.3', '22357613', 'VirtualCenter']);
		});
		await check('govc find', async () => {
			assert.equal((await lines('find', '/', '-type', 'm')).length, 16);
			assert.equal((await lines('find', '/', '-type', 'h')).length, 3);
		});
		await check('govc ls', async () => {
			assert.deepEqual((await lines('ls')).sort(), ['/Milan/datastore', '/Milan/host', '/Milan/network', '/Milan/vm']);
			assert.ok((await lines('ls', '/Milan/vm/Prod/Billing')).includes('/Milan/vm/Prod/Billing/bill-db-02'));
		});
		await check('govc host.info', async () => {
			const { hostSystems } = await json('host.info', '-host', HOST);
			assert.equal(hostSystems[0].summary.config.product.build, '22348816');
			assert.equal(hostSystems[0].summary.hardware.memorySize, 512 * 1024 ** 3);
		});
		await check('govc vm.info', async () => {
			const { virtualMachines } = await json('vm.info', 'bill-db-01');
			assert.equal(virtualMachines[0].config.hardware.memoryMB, 65536);
			assert.equal(virtualMachines[0].runtime.powerState, 'poweredOn');
		});
		await check('govc device.ls', async () => {
			assert.equal(
				(await lines('device.ls', '-vm', 'app-01')).filter((line) => line.includes('VirtualDisk')).length,
				2,
			);
		});
		await check('govc datastore.info', async () => {
			const { datastores } = await json('datastore.info');
			assert.deepEqual(
				datastores.map(({ summary }) => summary.freeSpace).sort(),
				[6, 7].map((tib) => tib * 1024 ** 4),
			);
		});
		await check('govc license.ls and license.assigned.ls', async () => {
			assert.match(await govc('license.ls'), /esx.enterprisePlus.cpuPackageCoreLimited +6 +12/);
			assert.match(await govc('license.assigned.ls'), /esx-mi-03.example.com/);
		});
		await check('govc role.ls, permissions.ls and kms.ls', async () => {
			assert.match(await govc('role.ls', 'ReadOnly'), /^System\.Read$/m);
			assert.match(await govc('role.ls'), /^Admin +Administrator/m);
			assert.match(await govc('permissions.ls', '/'), /Admin +\/ +ro@milan\.local +Yes/);
			assert.deepEqual(await json('kms.ls'), { info: null, status: null });
		});
		await check('govc session.ls', async () => assert.match(await govc('session.ls'), /ro@milan.local/));
		await check('govc host.vnic.info and host.portgroup.info', async () => {
			assert.match(await govc('host.vnic.info', '-host', HOST), /10\.1\.2\.11/);
			assert.match(await govc('host.portgroup.info', '-host', HOST), /Management Network/);
		});
		await check('govc host.date.info and host.service.ls', async () => {
			assert.match(await govc('host.date.info', '-host', HOST), /ntp1.example.com/);
			assert.match(await govc('host.service.ls', '-host', HOST), /ntpd +on +Running/);
		});
		await check('govc object.collect of one property', async () => {
			assert.equal(
				(await govc('object.collect', '-s', '/Milan/vm/Prod/app-01', 'config.hardware.memoryMB')).trim(),
				'16384',
			);
			const values = await lines(
				'object.collect',
				'-s',
				'-type',
				'h',
				'/',
				'config.firewall.defaultPolicy.incomingBlocked',
			);
			assert.deepEqual(values, ['true', 'true', 'true']);
		});
		for (const type of TYPES)
			await check(`govc object.collect of every property of ${type}`, async () => {
				assert.match(await govc('object.collect', '-json', '-type', type, '/'), /"name": "name"/);
			});
		await check('govc is refused with a wrong password', async () => {
			await assert.rejects(
				output(program, ['find', '/'], { ...env, GOVC_PASSWORD: 'wrong' }),
				/incorrect user name or password/,
			);
		});
	});
}
