import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactResult, fact } from '../model/fact.js';
import type { Scope } from '../model/scope.js';
import { compareVersions } from '../shared/versions.js';
import { result } from './shared/agreed.js';
import { stillCounts } from './shared/declared.js';

const o = Type.Optional;

interface MigrationMode {
	/** `elm`: one SSO domain (Enhanced Linked Mode); `xvm`: two. */
	mode?: 'elm' | 'xvm';
	driverSide: string;
	driverVersion?: string;
	peerVersion?: string;
	/** The driving vCenter is 7.0 U1c or later and offers Advanced Cross vCenter vMotion. */
	advanced?: boolean;
}

interface ReleaseMatrix {
	readonly advancedFrom: { readonly version: string; readonly build: number };
}

/** The name that every new SSO domain gets: two domains may both bear it. */
const DEFAULT_DOMAIN = 'vsphere.local';

/** How the two vCenters trust each other, and who drives the move (requirements B1, clarifications 5.3, 6.3). */
export default fact({
	subjects: ['pair', 'host', 'host-pair', 'vm-host', 'vm'],
	schema: Type.Object({
		mode: o(Type.String()),
		driverSide: Type.String(),
		driverVersion: o(Type.String()),
		peerVersion: o(Type.String()),
		advanced: o(Type.Boolean()),
	}),
	hostData: [],
	vmData: [],
	prepare: (context) => modeOf(context.scope, context.table<ReleaseMatrix>('release-matrix')),
	derive: (_subject, _context, prepared) => prepared,
});

function modeOf(scope: Scope, table: ReleaseMatrix): FactResult<MigrationMode> {
	const { side } = scope.plan.driver;
	const driver = side === 'destination' ? scope.destination : scope.source;
	const peer = driver === scope.source ? scope.destination : scope.source;
	const { version, build } = driver.inventory.vcenter;
	const trust = trustOf(scope);
	const advanced = isAdvanced(version, build, table.advancedFrom);
	const missing: Record<string, MissingDatum[]> = {};
	const lacks = (datum: string): MissingDatum[] => [
		{
			datum: `${driver.side}.vcenter.${datum}`,
			reason: driver.reason('vcenter', driver.inventory.vcenter, datum),
		},
	];
	if (trust.mode === undefined) missing['mode'] = [{ datum: 'pair.ssoDomain', reason: 'not-declared' }];
	if (advanced === undefined) missing['advanced'] = lacks(version === undefined ? 'version' : 'build');
	if (version === undefined) missing['driverVersion'] = lacks('version');
	const peerVersion = peer.inventory.vcenter.version;
	if (peerVersion === undefined)
		missing['peerVersion'] = [
			{ datum: `${peer.side}.vcenter.version`, reason: peer.reason('vcenter', peer.inventory.vcenter, 'version') },
		];
	const value: MigrationMode = { driverSide: driver.side };
	if (trust.mode !== undefined) value.mode = trust.mode;
	if (version !== undefined) value.driverVersion = version;
	if (peerVersion !== undefined) value.peerVersion = peerVersion;
	if (advanced !== undefined) value.advanced = advanced;
	return result(value, { missing, declared: trust.declared ?? [], assumptions: trust.assumptions ?? [] });
}

/**
 * Two names that differ are two domains, whatever was declared. One name on both sides proves nothing by itself: a declaration
 * counts, and without one a name that is not the default is taken as one domain.
 */
function trustOf(scope: Scope): { mode?: 'elm' | 'xvm'; declared?: string[]; assumptions?: string[] } {
	const source = scope.source.inventory.vcenter.ssoDomain?.toLowerCase();
	const destination = scope.destination.inventory.vcenter.ssoDomain?.toLowerCase();
	if (source !== undefined && destination !== undefined && source !== destination) return { mode: 'xvm' };
	const declared = scope.plan.declared.pair;
	if (declared?.ssoDomain !== undefined && stillCounts(declared, scope.evaluatedAt))
		return { mode: declared.ssoDomain === 'same' ? 'elm' : 'xvm', declared: [declared.evidence] };
	if (source === undefined || source !== destination || source === DEFAULT_DOMAIN) return {};
	return { mode: 'elm', assumptions: [`Both vCenters name the SSO domain ${source}, taken as one domain`] };
}

function isAdvanced(
	version: string | undefined,
	build: number | undefined,
	from: ReleaseMatrix['advancedFrom'],
): boolean | undefined {
	const order = version === undefined ? undefined : compareVersions(version, from.version);
	if (order === undefined || order !== 0) return order === undefined ? undefined : order > 0;
	return build === undefined ? undefined : build >= from.build;
}
