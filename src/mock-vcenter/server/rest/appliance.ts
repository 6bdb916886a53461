import type { VCenterSpec } from '../../scenario/schema.js';
import type { RestCall, RestResult } from './dialect.js';

/** `appliance/system/version` and `appliance/system/time`; undefined for any other path. */
export function appliance({ verb, steps }: RestCall, spec: VCenterSpec): RestResult | undefined {
	if (verb !== 'GET') return undefined;
	switch (steps.join('/')) {
		case 'appliance/system/version':
			return { value: version(spec) };
		case 'appliance/system/time':
			return { value: time(new Date()) };
		default:
			return undefined;
	}
}

function version({ version: own, build }: VCenterSpec): Record<string, string> {
	return {
		version: `${own}.00000`,
		product: 'VMware vCenter Server',
		build: String(build),
		type: 'vCenter Server with an embedded Platform Services Controller',
		summary: '',
		releasedate: '',
		install_time: '2026-01-15T08:00:00.000Z',
	};
}

/** In UTC, which is the zone of every mock. */
function time(now: Date): Record<string, string | number> {
	return {
		seconds_since_epoch: now.getTime() / 1000,
		timezone: 'UTC',
		date: now.toUTCString().slice(0, 16),
		time: now.toISOString().slice(11, 19),
	};
}
