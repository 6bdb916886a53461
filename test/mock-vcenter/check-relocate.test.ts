import { describe, expect, it } from 'vitest';
import { at, textAt } from '../../src/shared/xml-value.js';
import { faultsOf } from './raw-client.js';
import { ask, onStage, parts, resultsOf } from './relocation.js';

const unchanged = () => undefined;

describe('CheckRelocate_Task to another vCenter', () => {
	it('finds nothing wrong with a good move, and asks the other vCenter over the wire', () =>
		onStage(unchanged, async (stage) => {
			const vm = await stage.client.find('Milan/vm/Prod/app-01');
			const before = stage.destination.running.received.length;
			const spec = await parts(stage, vm);
			const asked = stage.destination.running.received.length;
			const info = await ask(stage, vm, spec);
			expect(textAt(info, 'state')).toBe('success');
			const [result, ...more] = resultsOf(info);
			expect(more).toEqual([]);
			expect(textAt(result, 'vm')).toBe(vm);
			expect(faultsOf(result, 'error')).toEqual([]);
			expect(faultsOf(result, 'warning')).toEqual(['MismatchedVMotionNetworkNames']);
			const sent = stage.destination.running.received.slice(asked);
			expect(sent[0]).toBe('RetrieveServiceContent');
			expect(sent[1]).toBe('Login');
			expect(sent.at(-1)).toBe('Logout');
			expect(before).toBeLessThan(asked);
			expect(at(info, 'reason.userName')).toBe('ro@milan.local');
		}));
});

describe('CheckRelocate_Task within one vCenter', () => {
	it('needs no locator, and no folder or pool', () =>
		onStage(unchanged, async (stage) => {
			const vm = await stage.client.find('Milan/vm/Prod/app-01');
			const host = await stage.client.find('Milan/host/Milan-A/esx-mi-02.example.com');
			const [result] = resultsOf(await ask(stage, vm, { host: `<host type="HostSystem">${host}</host>` }));
			expect(textAt(result, 'host')).toBe(host);
			expect([faultsOf(result, 'error'), faultsOf(result, 'warning')]).toEqual([[], []]);
			expect(stage.destination.running.received).not.toContain('QueryAssignedLicenses');
		}));

	it('QueryVMotionCompatibilityEx_Task tries every VM on every host', () =>
		onStage(
			(source) => {
				const cluster = source.datacenters[0]?.clusters?.[0];
				const group = cluster?.hosts[0];
				if (cluster === undefined || group === undefined) return;
				cluster.hosts.push({ ...structuredClone(group), names: 'esx-mi-09.example.com', vmotionCapable: false });
			},
			async ({ client }) => {
				const vms = ['app-01', 'app-02'].map((name) => client.find(`Milan/vm/Prod/${name}`));
				const hosts = ['02', '09'].map((number) => client.find(`Milan/host/Milan-A/esx-mi-${number}.example.com`));
				const inside = [
					...(await Promise.all(vms)).map((id) => `<vm type="VirtualMachine">${id}</vm>`),
					...(await Promise.all(hosts)).map((id) => `<host type="HostSystem">${id}</host>`),
				];
				const checker = 'VirtualMachineProvisioningChecker:ProvChecker';
				const answer = await client.call('QueryVMotionCompatibilityEx_Task', checker, inside.join(''));
				const results = resultsOf(await client.finished(textAt(answer, 'returnval') ?? ''));
				expect(results.map((result) => faultsOf(result, 'error'))).toEqual([
					[],
					['VMotionNotSupported'],
					[],
					['VMotionNotSupported'],
				]);
			},
		));
});
