import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { TlsResult } from '../model/probes.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';
import { askedFrom, newest, type Seen } from './shared/probed.js';

const o = Type.Optional;
const DAY = 86_400_000;
/** A certificate that ends sooner after the move is worth a word (clarification 5.7). */
const SOON_DAYS = 30;

interface HostCertificate {
	/** ISO 8601 UTC. */
	ends?: string;
	/** Valid through the window and 30 days on. */
	lasts?: boolean;
	/** For messages: "has expired at …". */
	text: string;
}

/** Whether the certificate of a host is valid through the window and 30 days on: as probed, else as its vCenter tells. */
export default fact({
	subjects: ['host'],
	schema: Type.Object({ ends: o(Type.String()), lasts: o(Type.Boolean()), text: Type.String() }),
	prepare: ({ scope }) => certificatesOf(scope),
	hostKey: (host, side, _context, probed) => endOf(host, probed(side, host)) ?? '',
	derive: ({ host, side }, { scope }, probed) => {
		const seen = probed(side, host);
		const ends = endOf(host, seen);
		if (ends === undefined) {
			const reason = scope[side].reason('hosts', host, 'certificate.expires');
			const missing: MissingDatum[] = [{ datum: 'host.certificate.expires', reason }];
			return result<HostCertificate>({ text: '' }, { missing: { ends: missing, lasts: missing } });
		}
		const move = Date.parse(scope.plan.policy.windowEnd ?? scope.evaluatedAt);
		const left = (Date.parse(ends) - move) / DAY;
		const when = left <= 0 ? 'before the move ends' : `${Math.floor(left)} days after the move`;
		const value: HostCertificate = { ends, lasts: left > SOON_DAYS, text: `ends at ${ends}, ${when}` };
		return result(value, { probed: seen === undefined ? [] : [`certificates read ${askedFrom(seen.run)}`] });
	},
});

type Probed = (side: Side, host: Host) => Seen<TlsResult> | undefined;

function certificatesOf(scope: Scope): Probed {
	const keyOf = (side: string, name: string) => `${side} ${name.toLowerCase()}`;
	const shown = newest(
		scope,
		({ tls }) => tls.filter(({ target, validTo }) => target.type === 'host' && validTo !== undefined),
		({ target }) => keyOf(target.side, target.name),
	);
	return (side, host) => shown.get(keyOf(side, host.name));
}

function endOf({ certificate }: Host, seen: Seen<TlsResult> | undefined): string | undefined {
	return seen?.result.validTo ?? certificate?.expires;
}
