import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import { compareVersions, versionAtLeast } from '../shared/versions.js';
import { result } from './shared/agreed.js';

const o = Type.Optional;

interface ManagedRelease {
	/** The vCenter manages hosts of this release. */
	within?: boolean;
	/** Release of the vCenter, for messages. */
	vcenter?: string;
	/** Lowest ESXi release that the vCenter manages; absent where the table knows none. */
	lowest?: string;
}

interface ReleaseMatrix {
	readonly manages: readonly { readonly vcenter: string; readonly from: string }[];
}

/** Whether a host is neither newer than its vCenter nor below what that manages; x.y.z only (clarification 6.3). */
export default fact({
	subjects: ['host'],
	schema: Type.Object({ within: o(Type.Boolean()), vcenter: o(Type.String()), lowest: o(Type.String()) }),
	hostData: ['version'],
	derive: ({ host, side }, context) => {
		const site = context.scope[side];
		const own = site.inventory.vcenter;
		const table = context.table<ReleaseMatrix>('release-matrix').manages;
		const lowest = table.find(({ vcenter }) => versionAtLeast(own.version, vcenter) === true)?.from;
		const value: ManagedRelease = {};
		if (own.version !== undefined) value.vcenter = own.version;
		if (lowest !== undefined) value.lowest = lowest;
		const missing: MissingDatum[] = [];
		if (host.version === undefined)
			missing.push({ datum: 'host.version', reason: site.reason('hosts', host, 'version') });
		if (own.version === undefined)
			missing.push({ datum: `${side}.vcenter.version`, reason: site.reason('vcenter', own, 'version') });
		const order =
			host.version === undefined || own.version === undefined ? undefined : compareVersions(host.version, own.version);
		if (order !== undefined)
			value.within = order <= 0 && (lowest === undefined || versionAtLeast(host.version, lowest) === true);
		return result(value, {
			missing: {
				...(value.within === undefined && { within: missing }),
				...(value.vcenter === undefined && { vcenter: missing }),
			},
		});
	},
});
