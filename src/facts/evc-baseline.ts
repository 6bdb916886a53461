import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { type FactContext, fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { Move } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { type EvcOrder, evcContains } from './shared/evc-order.js';

const o = Type.Optional;

interface EvcBaseline {
	/** The baseline that the VM needs, and where it is from: `vm`, `source-evc`, `source-max`. */
	required?: string;
	requiredFrom?: string;
	/** The baseline that the host offers, and where it is from: `evc`, `max`. */
	offered?: string;
	offeredFrom?: string;
	contained?: boolean;
}

/**
 * Whether the CPU baseline that a VM was powered on with is contained in what a candidate host offers (clarifications 6.7).
 * The VM's own key decides either way. The source host's EVC mode, else its maximum, is an upper bound of it: contained
 * passes, not contained stays unknown, but for another vendor.
 */
export default fact({
	subjects: ['vm-host'],
	schema: Type.Object({
		required: o(Type.String()),
		requiredFrom: o(Type.String()),
		offered: o(Type.String()),
		offeredFrom: o(Type.String()),
		contained: o(Type.Boolean()),
	}),
	hostData: ['evc', 'gaps', 'cpu.vendor'],
	vmData: ['minRequiredEvcMode', 'sourceHost.evc', 'sourceHost.cpu.vendor'],
	derive: ({ move, host }, context) => {
		const order = context.table<EvcOrder>('evc-order');
		const need = requirement(move);
		const offer = offered(host);
		const missing: Record<string, MissingDatum[]> = {};
		const value: EvcBaseline = { ...need, ...offer.value };
		const lacksKey = (): MissingDatum => ({
			datum: 'vm.minRequiredEvcMode',
			reason: context.scope.source.reason('vms', move.vm, 'minRequiredEvcMode'),
		});
		const lacksOffer = (): MissingDatum[] => offer.lacks.map((datum) => lacking(context, host, datum));
		if (value.required === undefined) missing['required'] = missing['requiredFrom'] = [lacksKey()];
		if (value.offered === undefined) missing['offered'] = missing['offeredFrom'] = lacksOffer();
		const judged = judge(order, need, offer, move.sourceHost?.cpu?.vendor, host.cpu?.vendor);
		if (judged !== undefined) value.contained = judged;
		else {
			const own = need.requiredFrom === 'vm';
			const data = [...(own ? [] : [lacksKey()]), ...(own || need.required === undefined ? lacksOffer() : [])];
			const order: MissingDatum = {
				datum: `order of EVC mode ${value.offered ?? value.required}`,
				reason: 'not-reported',
			};
			missing['contained'] = data.length > 0 ? data : [order];
		}
		const declared = need.requiredFrom === 'vm' ? move.vm.declared?.['minRequiredEvcMode'] : undefined;
		return result(value, { missing, declared: declared === undefined ? [] : [declared] });
	},
});

function requirement({ vm, sourceHost }: Move): Pick<EvcBaseline, 'required' | 'requiredFrom'> {
	if (vm.minRequiredEvcMode) return { required: vm.minRequiredEvcMode, requiredFrom: 'vm' };
	const evc = sourceHost?.evc;
	if (evc?.current) return { required: evc.current, requiredFrom: 'source-evc' };
	return evc?.max ? { required: evc.max, requiredFrom: 'source-max' } : {};
}

interface Offer {
	readonly value: Pick<EvcBaseline, 'offered' | 'offeredFrom'>;
	/** Highest baseline that the host can have, also while its current EVC mode is unknown. */
	readonly atMost?: string;
	readonly lacks: readonly string[];
}

/** EVC mode of the host where it has one, its maximum where EVC is off (""), unknown where the source does not say which. */
function offered({ evc }: Host): Offer {
	if (evc?.current) return { value: { offered: evc.current, offeredFrom: 'evc' }, atMost: evc.current, lacks: [] };
	if (evc?.current === '' && evc.max)
		return { value: { offered: evc.max, offeredFrom: 'max' }, atMost: evc.max, lacks: [] };
	return {
		value: {},
		...(evc?.max && { atMost: evc.max }),
		lacks: evc?.current === undefined ? ['evc.current'] : ['evc.max'],
	};
}

function judge(
	order: EvcOrder,
	need: Pick<EvcBaseline, 'required' | 'requiredFrom'>,
	offer: Offer,
	sourceVendor: string | undefined,
	vendor: string | undefined,
): boolean | undefined {
	if (sourceVendor !== undefined && vendor !== undefined && sourceVendor !== vendor) return false;
	if (need.required === undefined) return undefined;
	const best = offer.atMost === undefined ? undefined : evcContains(order, offer.atMost, need.required);
	if (best === false) return need.requiredFrom === 'vm' ? false : undefined;
	return offer.value.offered === undefined ? undefined : best;
}

function lacking({ scope }: FactContext, host: Host, datum: string): MissingDatum {
	return { datum: `host.${datum}`, reason: scope.destination.reason('hosts', host, datum) };
}
