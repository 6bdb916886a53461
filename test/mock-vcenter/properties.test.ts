import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockSite, serveSource } from '../../src/mock-vcenter/start-mock.js';
import { listAt, numberAt, textAt, typeOf } from '../../src/shared/xml-value.js';
import { optionsFor, readAll, withSession } from '../support/vim-client.js';

let site: MockSite;
beforeAll(async () => {
	site = await serveSource('fixtures/scenarios/demo.yaml');
});
afterAll(() => site.close());

const source = () => site.vcenters[0] as MockSite['vcenters'][number];

describe('the demo scenario through our client', () => {
	it('has sixteen VMs on three hosts, each with its host, size and devices', async () => {
		const vms = await withSession(optionsFor(source()), (session) =>
			readAll(
				session,
				'VirtualMachine',
				['name', 'runtime.host', 'config.hardware.device', 'config.hardware.memoryMB'],
				5,
			),
		);
		expect(vms.map(({ properties }) => textAt(properties.get('name'))).slice(0, 4)).toEqual([
			'bill-db-01',
			'bill-db-02',
			'bill-app-01',
			'app-01',
		]);
		expect(vms).toHaveLength(16);
		const devices = listAt(vms[3]?.properties.get('config.hardware.device'));
		expect(devices.map(typeOf)).toContain('VirtualDisk');
		const disk = devices.find((device) => typeOf(device) === 'VirtualDisk');
		expect(numberAt(disk, 'capacityInBytes')).toBe(60 * 1024 ** 3);
		expect(textAt(disk, 'backing.fileName')).toBe('[ds-mi-01] app-01/app-01.vmdk');
		expect(numberAt(vms[3]?.properties.get('config.hardware.memoryMB'))).toBe(16_384);
	});
});
