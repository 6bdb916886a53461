import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Scope } from '../model/scope.js';
import type { Site } from '../model/site.js';
import { versionAtLeast } from '../shared/versions.js';
import { agreed, possible, result } from './shared/agreed.js';
import type { ReleaseMatrix } from './shared/release-matrix.js';

const o = Type.Optional;

interface Mode {
	readonly mode?: 'elm' | 'xvm';
	readonly advanced?: boolean;
}

/** Whether a host reaches the lowest ESXi release of the mode; decided without the mode where all modes agree. */
export default fact({
	subjects: ['host', 'vm-host'],
	schema: Type.Object({ floor: o(Type.String()), reached: o(Type.Boolean()) }),
	needs: ['migration-mode'],
	hostData: ['version'],
	vmData: [],
	prepare: (context) => {
		const mode = context.fact<Mode>('migration-mode', 'pair', context.scope);
		const at8 = anyAt8(context.scope);
		const missing = [
			...(mode.missing?.['mode'] ?? []),
			...(mode.missing?.['advanced'] ?? []),
			...(at8.value === undefined ? at8.missing : []),
		];
		const floors = floorsOf(context.table('release-matrix'), mode.value, at8.value);
		return { floors, missing, declared: mode.declared ?? [] };
	},
	derive: (subject, { scope }, { floors, missing: unknown, declared }) => {
		const host: Host = subject.host;
		const site: Site = 'side' in subject && subject.side === 'source' ? scope.source : scope.destination;
		const value: { floor?: string; reached?: boolean } = {};
		const missing: Record<string, MissingDatum[]> = {};
		const floor = agreed(floors);
		if (floor !== undefined) value.floor = floor;
		else missing['floor'] = unknown;
		const reached = agreed(floors.map((f) => versionAtLeast(host.version, f)));
		if (reached !== undefined) value.reached = reached;
		else if (host.version === undefined)
			missing['reached'] = [{ datum: 'host.version', reason: site.reason('hosts', host, 'version') }];
		else missing['reached'] = unknown;
		return result(value, { missing, declared });
	},
});

/** The floors of all readings of the mode: 6.5 with XVM, 6.7 in one SSO domain with an 8.x vCenter, else 6.0. */
function floorsOf(table: ReleaseMatrix, { mode, advanced }: Mode, at8: boolean | undefined): readonly string[] {
	return possible(mode, ['elm', 'xvm'] as const).flatMap((m) =>
		m === 'xvm'
			? possible(advanced, [true, false]).map((yes) => (yes ? table.floors.xvm : table.floors.any))
			: possible(at8, [true, false]).map((yes) => (yes ? table.floors.elmAt8 : table.floors.any)),
	);
}

function anyAt8(scope: Scope): { value: boolean | undefined; missing: MissingDatum[] } {
	const sites = [scope.source, scope.destination];
	const at8 = sites.map(({ inventory }) => versionAtLeast(inventory.vcenter.version, '8.0'));
	const missing = sites
		.filter((_, index) => at8[index] === undefined)
		.map((site): MissingDatum => {
			const reason = site.reason('vcenter', site.inventory.vcenter, 'version');
			return { datum: `${site.side}.vcenter.version`, reason };
		});
	return { value: at8.includes(true) ? true : missing.length > 0 ? undefined : false, missing };
}
