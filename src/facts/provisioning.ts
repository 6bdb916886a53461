import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';
import { pairWord } from './shared/declared.js';

/** Whether a VMkernel adapter of the host carries provisioning: by its service or its TCP/IP stack (requirements C15). */
export default fact({
	subjects: ['host', 'vm-host'],
	schema: Type.Object({ present: Type.Optional(Type.Boolean()) }),
	vmData: [],
	hostKey: (host, side, { scope }) =>
		JSON.stringify([present(host), scope[side].reason('hosts', host, 'vmkernelAdapters')]),
	derive: (subject, { scope }) => {
		const side: Side = 'side' in subject ? subject.side : 'destination';
		const { host } = subject;
		const found = present(host);
		if (found !== undefined) return result({ present: found });
		const said = pairWord(scope, 'provisioningAdapters');
		if (said) return result({ present: said.value }, { declared: [said.evidence] });
		const datum = host.vmkernelAdapters === undefined ? 'vmkernelAdapters' : 'vmkernelAdapters.services';
		const missing: MissingDatum[] = [{ datum: `host.${datum}`, reason: scope[side].reason('hosts', host, datum) }];
		return result<{ present?: boolean }>({}, { missing: { present: missing } });
	},
});

function present({ vmkernelAdapters }: Host): boolean | undefined {
	if (vmkernelAdapters === undefined) return undefined;
	const carries = vmkernelAdapters.map(({ stack, services }) =>
		stack === 'vSphereProvisioning' ? true : services?.includes('vSphereProvisioning'),
	);
	if (carries.includes(true)) return true;
	return carries.includes(undefined) ? undefined : false;
}
