import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { TlsResult } from '../model/probes.js';
import type { Scope } from '../model/scope.js';
import { result } from './shared/agreed.js';
import { declaredPair } from './shared/declared.js';
import { askedFrom, newest, type Seen } from './shared/probed.js';

const o = Type.Optional;
const NOT_PROBED: MissingDatum = { datum: 'certificates', reason: 'not-probed' };
const DAY = 86_400_000;
/** Beyond the end of the window, a certificate that ends sooner is worth a word (requirements A2). */
const SOON_DAYS = 30;

interface VcenterCertificate {
	/** Both certificates are valid through the window, are the pinned ones where something is pinned, and were not refused. */
	trusted?: boolean;
	/** Something is wrong now, or will be when the window ends; absent while nobody could look. */
	broken?: boolean;
	/** What is wrong, for messages. */
	problems: string[];
}

/**
 * Whether the two vCenters can trust each other's certificate (requirements A2): valid through the window and 30 days on, the
 * pinned one where the plan pins one, and not refused by CheckRelocate. Whether this machine's authorities vouch for it is not
 * asked: the source vCenter is told the thumbprint.
 */
export default fact({
	subjects: ['pair'],
	schema: Type.Object({
		trusted: o(Type.Boolean()),
		broken: o(Type.Boolean()),
		problems: Type.Array(Type.String()),
	}),
	derive: (scope) => {
		const end = Date.parse(scope.plan.policy.windowEnd ?? scope.evaluatedAt);
		const seen = (['source', 'destination'] as const).map((side) => certificateOf(scope, side));
		const read = seen.filter((one) => one !== undefined);
		const wrong = read.flatMap(({ result: certificate }) => defects(certificate, end));
		const soon = read.flatMap(({ result: certificate }) => endsSoon(certificate, end));
		const refused = refusals(scope);
		const problems = [...wrong, ...refused.map(({ text }) => text), ...soon];
		const value: VcenterCertificate = { problems };
		const vouched = declaredPair(scope, ({ certificates }) => certificates === 'valid');
		const known = read.length === seen.length || vouched !== undefined;
		if (problems.length > 0) value.trusted = false;
		else if (known) value.trusted = true;
		if (wrong.length + refused.length > 0) value.broken = true;
		else if (known) value.broken = false;
		const probed = [
			...new Set([
				...read.map(({ run }) => `certificates read ${askedFrom(run)}`),
				...refused.map(({ probed: text }) => text),
			]),
		];
		return result(value, {
			missing: {
				...(value.trusted === undefined && { trusted: [NOT_PROBED] }),
				...(value.broken === undefined && { broken: [NOT_PROBED] }),
			},
			declared: value.trusted === true && read.length < seen.length && vouched !== undefined ? [vouched] : [],
			probed: value.trusted === undefined ? [] : probed,
		});
	},
});

function certificateOf(scope: Scope, side: 'source' | 'destination'): Seen<TlsResult> | undefined {
	const shown = newest(
		scope,
		({ tls }) =>
			tls.filter(({ target, outcome }) => target.type === 'vcenter' && target.side === side && outcome === 'shown'),
		() => side,
	);
	const found = shown.get(side);
	return found?.result.validTo === undefined ? undefined : found;
}

function defects({ target, validFrom, validTo = '', pinned, sha256, at }: TlsResult, end: number): string[] {
	const problems: string[] = [];
	if (Date.parse(validTo) <= end) problems.push(`the certificate of ${target.name} ends at ${validTo}`);
	// The evaluation may have begun a moment before the certificate was read, and that moment is not its fault.
	if (validFrom !== undefined && Date.parse(validFrom) > Math.max(end, Date.parse(at)))
		problems.push(`the certificate of ${target.name} begins only at ${validFrom}`);
	if (pinned === false)
		problems.push(`${target.name} shows another certificate (SHA-256 ${sha256}) than the pinned one`);
	return problems;
}

function endsSoon({ target, validTo = '' }: TlsResult, end: number): string[] {
	const left = (Date.parse(validTo) - end) / DAY;
	return left > 0 && left <= SOON_DAYS
		? [`the certificate of ${target.name} ends at ${validTo}, ${Math.floor(left)} days after the move`]
		: [];
}

/** What CheckRelocate says of trust: the source vCenter itself refused the other one's certificate. */
function refusals(scope: Scope): readonly { readonly text: string; readonly probed: string }[] {
	const results = newest(
		scope,
		({ checkRelocate }) => checkRelocate,
		({ vm }) => vm.id,
	);
	const all = [...results.values()].flatMap(({ run, result: { vm, errors, fault } }) => {
		const told = [...errors, ...(fault ? [fault] : [])].find((one) => one.fault === 'SSLVerifyFault');
		return told === undefined
			? []
			: [
					{
						text: `the source vCenter does not trust the certificate of the destination (SSLVerifyFault for ${vm.name})`,
						probed: `CheckRelocate sent ${askedFrom(run)}`,
					},
				];
	});
	// The certificate is one, however many VMs were refused because of it.
	return all.slice(0, 1);
}
