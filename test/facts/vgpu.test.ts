import { describe, expect, it } from 'vitest';
import vgpu from '../../src/facts/vgpu.js';
import type { Host } from '../../src/model/inventory/host.js';
import type { VCenter } from '../../src/model/inventory/service.js';
import type { VmDevice } from '../../src/model/inventory/vm.js';
import { derive, lacks } from './fact-harness.js';
import { GIB, scope } from './support.js';

const GPU: VmDevice = {
	id: '13000',
	type: 'VirtualPCIPassthrough',
	backing: 'VirtualPCIPassthroughVmiopBackingInfo',
	vgpuProfile: 'grid_p40-8q',
};
const HOST: Host = { id: 'h-1', name: 'esx01', version: '7.0.3', build: 1, vgpuProfiles: ['grid_p40-8q'] };
const ALLOWED: VCenter = { vgpuHotMigrate: true };

function judged(devices: VmDevice[] | undefined, hosts: Host[] = [HOST], vcenter = ALLOWED, source: Host = HOST) {
	const vm = { id: 'vm-1', name: 'vdi-01', powerState: 'poweredOn', host: source.id, ...(devices && { devices }) };
	const clusters = [{ id: 'c-1', name: 'C' }];
	const s = scope(
		{ vms: [vm], hosts: [source], vcenter },
		{ hosts: hosts.map((host) => ({ ...host, cluster: 'c-1' })), clusters, vcenter: ALLOWED },
	);
	return derive(vgpu, { move: s.moves[0]! }, s);
}

describe('virtual GPUs', () => {
	it('are none where no device is one', () => {
		expect(judged([]).value).toMatchObject({ none: true, moves: true, profiles: [] });
	});
	it('move where a destination host has the profile, with a pause by the frame buffer', () => {
		expect(judged([GPU]).value).toEqual({
			none: false,
			moves: true,
			problem: '',
			profiles: ['grid_p40-8q'],
			stunSeconds: 12,
		});
		expect(judged([{ ...GPU, vgpuDataBytes: 20 * GIB }]).value.stunSeconds).toBe(39);
		expect(judged([{ ...GPU, vgpuDataBytes: 40 * GIB }]).value).not.toHaveProperty('stunSeconds');
	});
	it.each([
		['vCenter does not allow it', judged([GPU], [HOST], { vgpuHotMigrate: false }), 'source vCenter'],
		['the GPU cannot', judged([{ ...GPU, vgpuMovable: false }]), 'does not support it'],
		['no host has the profile', judged([GPU], [{ ...HOST, vgpuProfiles: [] }]), 'no destination host'],
		['the source host is too old', judged([GPU], [HOST], ALLOWED, { ...HOST, version: '6.5.0' }), 'esx01 is older'],
		['the destination is 6.7', judged([GPU], [{ ...HOST, version: '6.7.0' }]), 'no destination host'],
	])('do not move where %s', (_, result, problem) => {
		expect(result.value.moves).toBe(false);
		expect(result.value.problem).toContain(problem);
	});
	it('move from 6.7 U1 on, which its build tells', () => {
		expect(judged([GPU], [{ ...HOST, version: '6.7.0', build: 10302608 }]).value.moves).toBe(true);
	});
	it('are unknown while devices, what backs them, the setting or the profiles are not told', () => {
		expect(lacks(judged(undefined), 'none')).toEqual(['vm.devices not-reported']);
		const { backing: _, ...untold } = GPU;
		expect(lacks(judged([untold]), 'none')).toEqual(['vm.devices.backing not-reported']);
		expect(lacks(judged([GPU], [HOST], {}), 'none')).toEqual(['source.vcenter.vgpuHotMigrate not-reported']);
		const { vgpuProfiles: __, ...host } = HOST;
		expect(lacks(judged([GPU], [host]), 'none')).toEqual(['host.vgpuProfiles not-reported']);
	});
});
