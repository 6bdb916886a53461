import { Type } from 'typebox';
import { fact } from '../model/fact.js';
import type { Host } from '../model/inventory/host.js';
import type { HostRun } from '../model/probes.js';
import type { Side } from '../model/site-pair.js';
import { result } from './shared/agreed.js';
import { hostRuns, minute, type Seen } from './shared/probed.js';

const o = Type.Optional;

interface PathFrames {
	/** Whether a script on one of the two hosts pinged the other over vMotion. */
	pinged: boolean;
	/** Every size that an adapter can send arrived; absent while a ping could not be sent. */
	pass?: boolean;
	/** Small frames did not arrive either: the way is closed for pings, or altogether. */
	nothingPasses: boolean;
	/** `esx01 to 10.2.2.11: 8972 bytes lost, 1472 pass`. */
	lost: string[];
}

/** Whether full frames that may not be cut get from vMotion adapter to vMotion adapter, as scripts on the hosts saw it. */
export default fact({
	subjects: ['host-pair'],
	schema: Type.Object({
		pinged: Type.Boolean(),
		pass: o(Type.Boolean()),
		nothingPasses: Type.Boolean(),
		lost: Type.Array(Type.String()),
	}),
	prepare: ({ scope }) => hostRuns(scope),
	hostKey: (host, side, { scope }, onHost) =>
		// Without pings nothing tells hosts apart; with them each is its own.
		(scope.probes ?? []).some(({ hosts }) => hosts.some(({ pings }) => pings.length > 0))
			? `${side} ${host.name} ${onHost(side, host) === undefined ? '' : 'run'}`
			: '',
	derive: ({ sourceHost, destinationHost }, _context, onHost) => {
		const ways = [
			...pingsBetween(onHost, 'source', sourceHost, destinationHost),
			...pingsBetween(onHost, 'destination', destinationHost, sourceHost),
		];
		const lost = ways.flatMap(({ seen, pings }) => losses(seen.result, pings));
		const value: PathFrames = {
			pinged: ways.length > 0,
			nothingPasses: lost.some(({ all }) => all),
			lost: lost.map(({ text }) => text),
		};
		const failed = ways.some(({ pings }) => pings.some(({ outcome }) => outcome === 'error'));
		if (lost.length > 0) value.pass = false;
		else if (ways.length > 0 && !failed) value.pass = true;
		return result(value, {
			missing: value.pass === undefined ? { pass: [{ datum: 'pings', reason: 'not-probed' }] } : {},
			probed: ways.map(({ seen }) => `pings of ${seen.result.host.name} at ${minute(seen.result.startedAt)}`),
		});
	},
});

type Pings = HostRun['pings'];
interface Way {
	readonly seen: Seen<HostRun>;
	readonly pings: Pings;
}

function pingsBetween(onHost: ReturnType<typeof hostRuns>, side: Side, own: Host, peer: Host): Way[] {
	const seen = onHost(side, own);
	const pings = seen?.result.pings.filter((ping) => ping.peer.toLowerCase() === peer.name.toLowerCase()) ?? [];
	return seen === undefined || pings.length === 0 ? [] : [{ seen, pings }];
}

/** Per address: sizes of which nothing arrived. What the own adapter does not send is its MTU, not the way. */
function losses({ host }: HostRun, pings: Pings): { text: string; all: boolean }[] {
	return [...new Set(pings.map(({ to }) => to))].flatMap((to) => {
		const own = pings.filter((ping) => ping.to === to);
		const lost = own.filter(({ outcome, received }) => outcome === 'lost' && (received ?? 0) === 0);
		if (lost.length === 0) return [];
		const passed = own.filter(({ received }) => (received ?? 0) > 0);
		const sizes = (list: Pings) => list.map(({ size }) => size).join(' and ');
		const rest = passed.length === 0 ? '' : `, ${sizes(passed)} pass`;
		return [{ text: `${host.name} to ${to}: ${sizes(lost)} bytes lost${rest}`, all: passed.length === 0 }];
	});
}
