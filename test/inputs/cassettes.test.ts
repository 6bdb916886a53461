import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { objectsOfCassette } from '../support/cassette.js';
import { fromVim } from '../support/collected.js';

const ROOT = join(process.env['XVCHECK_CORPUS'] ?? '', 'vmware_pyvmomi/tests');
const present = (process.env['XVCHECK_CORPUS'] ?? '') !== '' && existsSync(ROOT);

type Item = Readonly<Record<string, unknown>>;

/** What pyVmomi, another client, made of the same recorded answers. */
function expected(name: string): Item {
	return JSON.parse(readFileSync(join(ROOT, 'files', `${name}.expect`), 'utf8')) as Item;
}

/** The value at a dotted path. */
function get(item: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((value, key) => (value as Item)[key], item);
}

const list = (item: unknown, path: string): readonly Item[] => get(item, path) as readonly Item[];

const recorded = (name: string) => objectsOfCassette(join(ROOT, 'fixtures', `${name}.yaml`)).then(fromVim);

describe.skipIf(!present)('recorded API answers of 8.0.3 (skipped unless XVCHECK_CORPUS names the folder)', () => {
	it('give the host that pyVmomi read from them', async () => {
		const theirs = expected('test_json_host_explode');
		const { hosts } = await recorded('test_json_host_explode');
		const hardware = get(theirs, 'summary.hardware') as Item;
		const dns = get(theirs, 'config.network.dnsConfig') as Item;
		expect(hosts[0]).toMatchObject({
			name: theirs['name'],
			version: get(theirs, 'summary.config.product.version'),
			build: Number(get(theirs, 'summary.config.product.build')),
			uuid: hardware['uuid'],
			cpu: { model: hardware['cpuModel'], cores: hardware['numCpuCores'], packages: hardware['numCpuPkgs'] },
			memoryBytes: hardware['memorySize'],
			dns: { servers: dns['address'], hostName: dns['hostName'], domain: dns['domainName'] },
			connectionState: 'connected',
			vmotionAdapters: ['vmk0'],
		});
		const rulesets = list(theirs, 'config.firewall.ruleset');
		expect(hosts[0]?.firewall?.rulesets.map(({ key, enabled }) => [key, enabled])).toEqual(
			rulesets.map((ruleset) => [ruleset['key'], ruleset['enabled']]),
		);
		const vnics = list(theirs, 'config.network.vnic');
		expect(hosts[0]?.vmkernelAdapters?.map(({ device, ip, mtu }) => [device, ip, mtu])).toEqual(
			vnics.map((vnic) => [vnic['device'], get(vnic, 'spec.ip.ipAddress'), get(vnic, 'spec.mtu')]),
		);
	});

	it('give the VM that pyVmomi read from them', async () => {
		const theirs = expected('test_json_vm_explode_default');
		const { vms } = await recorded('test_json_vm_explode_default');
		const disks = list(theirs, 'config.hardware.device').filter(
			(device) => device['_vimtype'] === 'vim.vm.device.VirtualDisk',
		);
		expect(vms[0]).toMatchObject({
			name: theirs['name'],
			instanceUuid: get(theirs, 'config.instanceUuid'),
			cpus: get(theirs, 'config.hardware.numCPU'),
			memoryBytes: Number(get(theirs, 'config.hardware.memoryMB')) * 1024 * 1024,
			disks: disks.map((disk) => ({
				id: String(disk['key']),
				capacityBytes: disk['capacityInBytes'],
				path: get(disk, 'backing.fileName'),
			})),
			encrypted: false,
			managedBy: { extensionKey: get(theirs, 'config.managedBy.extensionKey') },
			disabledMethods: theirs['disabledMethod'],
		});
	});

	it('give the datastore that pyVmomi read from them', async () => {
		const summary = get(expected('test_json_datastore_explode'), 'summary') as Item;
		const { datastores } = await recorded('test_json_datastore_explode');
		expect(datastores).toMatchObject([
			{
				name: summary['name'],
				type: summary['type'],
				url: summary['url'],
				capacityBytes: summary['capacity'],
				freeBytes: summary['freeSpace'],
				maintenanceMode: summary['maintenanceMode'],
			},
		]);
	});
});
