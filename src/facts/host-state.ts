import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Site } from '../model/site.js';

const HostState = Type.Object({
	state: Type.Optional(
		Type.Enum(['ready', 'disconnected', 'notResponding', 'standby', 'poweredOff', 'maintenance', 'quarantine'], {
			description: 'the first of its states that matters to a move',
		}),
	),
	text: Type.Optional(Type.String({ description: 'the state in words: "in maintenance mode"' })),
});
type State = 'ready' | 'disconnected' | 'notResponding' | 'standby' | 'poweredOff' | 'maintenance' | 'quarantine';

const TEXT: Readonly<Record<State, string>> = {
	ready: 'ready',
	disconnected: 'disconnected',
	notResponding: 'not responding',
	standby: 'in standby mode',
	poweredOff: 'powered off',
	maintenance: 'in maintenance mode',
	quarantine: 'in quarantine mode',
};

/**
 * The state of a host as a move sees it (HostRuntimeInfo). A connected host is powered on, so that its power state need not be
 * told; one that is known to be in a bad state needs no other datum.
 */
export default fact({
	subjects: ['host', 'vm-host'],
	schema: HostState,
	hostData: ['connectionState', 'powerState', 'maintenanceMode', 'quarantineMode'],
	vmData: [],
	derive(subject, { scope }): FactResult<{ state?: State; text?: string }> {
		const { host } = subject;
		const side = 'side' in subject ? subject.side : 'destination';
		const bad = badState(host);
		if (bad !== undefined) return { value: { state: bad, text: TEXT[bad] } };
		const missing = missingData(host, scope[side]);
		if (missing.length > 0) return { value: {}, missing: { state: missing, text: missing } };
		const assumptions = isInferred(host, scope[side]) ? [INFERRED] : [];
		return { value: { state: 'ready', text: TEXT.ready }, assumptions };
	},
});

/** RVTools exports no state of hosts: it is read off their VMs (clarifications 6.16). */
function isInferred({ declared }: Host, { inventory }: Site): boolean {
	return inventory.source.kind === 'rvtools' && declared?.['connectionState'] === undefined;
}
const INFERRED = 'RVTools exports no state of hosts: one with a connected, powered-on VM counts as connected';

function badState(host: Host): State | undefined {
	if (host.connectionState === 'disconnected' || host.connectionState === 'notResponding') return host.connectionState;
	if (host.powerState === 'standBy') return 'standby';
	if (host.powerState === 'poweredOff') return 'poweredOff';
	if (host.maintenanceMode === true) return 'maintenance';
	return host.quarantineMode === true ? 'quarantine' : undefined;
}

function missingData(host: Host, site: Site): MissingDatum[] {
	return (['connectionState', 'maintenanceMode'] as const)
		.filter((datum) => host[datum] === undefined)
		.map((datum) => ({ datum: `host.${datum}`, reason: site.reason('hosts', host, datum) }));
}
