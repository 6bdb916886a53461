import { Type } from 'typebox';
import type { MissingDatum } from '../model/coverage.js';
import { fact } from '../model/fact.js';
import type { ClockResult } from '../model/probes.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';
import { declaredPair } from './shared/declared.js';
import { askedFrom, newest, type Seen } from './shared/probed.js';

const o = Type.Optional;
const NOT_PROBED: MissingDatum = { datum: 'clocks', reason: 'not-probed' };

interface ClockSkew {
	/** Seconds, without a sign: how far the clocks are apart. */
	seconds?: number;
	/** Seconds by which that may be off. */
	error?: number;
	/** The same, at least and at most. */
	least?: number;
	most?: number;
	/** For messages: `vc-a is 75 s ahead of vc-b, give or take 0.2 s`. */
	text: string;
	/** Apart by more than what single sign-on tolerates; absent while nobody read both clocks. */
	beyondSso?: boolean;
	/** Nobody read both clocks, and somebody declares that they agree. */
	vouched: boolean;
}

/** Tolerance of vCenter Single Sign-On for SAML tokens by default, in seconds (requirements A4). */
const SSO_TOLERANCE = 600;

/** How far clocks are apart: the two vCenters', or a host's and its vCenter's. Both against the machine that probed. */
export default fact({
	subjects: ['pair', 'host'],
	schema: Type.Object({
		seconds: o(Type.Number()),
		error: o(Type.Number()),
		least: o(Type.Number()),
		most: o(Type.Number()),
		text: Type.String(),
		beyondSso: o(Type.Boolean()),
		vouched: Type.Boolean(),
	}),
	prepare: ({ scope }) => clocksOf(scope),
	hostKey: (host, side, _context, clocks) => {
		const own = clocks('host', side, host.name);
		return own === undefined ? '' : `${own.result.outcome} ${own.result.offsetSeconds} ${own.result.errorSeconds}`;
	},
	derive: (subject, { scope }, clocks) => {
		const vouched = declaredPair(scope, ({ clocks: said }) => said === 'in-step');
		if ('moves' in subject) return apart(clocks('vcenter', 'source'), clocks('vcenter', 'destination'), vouched);
		return apart(clocks('host', subject.side, subject.host.name), clocks('vcenter', subject.side), vouched);
	},
});

type Clocks = (type: 'vcenter' | 'host', side: Side, name?: string) => Seen<ClockResult> | undefined;

/** The newest reading of each clock; of a vCenter there is one per side, whatever it is called. */
function clocksOf(scope: Scope): Clocks {
	const keyOf = (type: string, side: string, name: string) =>
		`${type} ${side} ${type === 'host' ? name.toLowerCase() : ''}`;
	const read = newest(
		scope,
		({ clocks }) => [...clocks].sort((a, b) => (a.outcome === 'read' ? 0 : 1) - (b.outcome === 'read' ? 0 : 1)),
		({ target }) => keyOf(target.type, target.side, target.name),
	);
	return (type, side, name = '') => read.get(keyOf(type, side, name));
}

function apart(one: Seen<ClockResult> | undefined, other: Seen<ClockResult> | undefined, vouched: string | undefined) {
	const [a, b] = [one?.result, other?.result];
	// Two runs have two machines' clocks: their readings cannot be compared.
	const comparable = one !== undefined && other !== undefined && one.run === other.run;
	if (!comparable || a?.offsetSeconds === undefined || b?.offsetSeconds === undefined) {
		const numbers = { seconds: [NOT_PROBED], error: [NOT_PROBED], least: [NOT_PROBED], most: [NOT_PROBED] };
		if (vouched !== undefined)
			return result<ClockSkew>(
				{ text: '', beyondSso: false, vouched: true },
				{ missing: numbers, declared: [vouched] },
			);
		return result<ClockSkew>({ text: '', vouched: false }, { missing: { ...numbers, beyondSso: [NOT_PROBED] } });
	}
	const difference = a.offsetSeconds - b.offsetSeconds;
	const error = (a.errorSeconds ?? 0) + (b.errorSeconds ?? 0);
	const seconds = Math.abs(difference);
	const least = Math.max(0, seconds - error);
	const way = difference < 0 ? 'behind' : 'ahead of';
	const value: ClockSkew = {
		seconds: round(seconds),
		error: round(error),
		least: round(least),
		most: round(seconds + error),
		text: `${a.target.name} is ${round(seconds)} s ${way} ${b.target.name}, give or take ${round(error)} s`,
		beyondSso: least > SSO_TOLERANCE,
		vouched: false,
	};
	return result(value, { probed: [`clocks read ${askedFrom(one.run)}`] });
}

const round = (seconds: number): number => Math.round(seconds * 10) / 10;
