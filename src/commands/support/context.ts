import type { AppContext, ConnectionFlags } from '../../app/context.js';
import type { Side } from '../../model/site-pair.js';
import { defined } from '../../shared/defined.js';
import { parseDuration, parseTime } from '../../shared/parse-units.js';
import { passwordSource } from './passwords.js';
import { terminalProgress } from './progress.js';
import { ending } from './signals.js';
import { usage } from './usage.js';

type FlagValues = Readonly<Record<string, unknown>>;
export type CommandContext = AppContext & { readonly progress: ReturnType<typeof terminalProgress> };

/** What a use case needs from its surroundings, as flags and this process give it. */
export function commandContext(version: string, flags: FlagValues): CommandContext {
	return defined({
		now: new Date().toISOString(),
		at: timeOf(flags['at']),
		tool: { name: 'xvcheck', version },
		progress: terminalProgress(),
		signal: ending,
		env: process.env,
		startMock: async (scenario: string) => (await import('../../mock-vcenter/start-mock.js')).startMock(scenario),
		connection: (side: Side | undefined) => connectionFlags(side, flags),
		askPassword: passwordSource(flags['password-stdin'] === true),
	});
}

function timeOf(text: unknown): string | undefined {
	if (typeof text !== 'string') return undefined;
	const time = parseTime(text);
	if (time === undefined)
		throw usage(`--at is "${text}", and must be a time with its zone such as 2026-11-28T22:00:00Z.`);
	return time;
}

function connectionFlags(side: Side | undefined, flags: FlagValues): ConnectionFlags {
	const flag = (name: string) => flags[side === undefined ? name : `${side}-${name}`] as string | undefined;
	return defined({
		username: flag('username'),
		thumbprint: flag('thumbprint'),
		caFile: flag('ca-file'),
		timeoutMs: timeoutOf(flags['timeout']),
		concurrency: flags['concurrency'] as number | undefined,
		partial: flags['partial'] as boolean | undefined,
	});
}

function timeoutOf(text: unknown): number | undefined {
	if (typeof text !== 'string') return undefined;
	const seconds = parseDuration(text);
	if (seconds === undefined || seconds === 0) throw usage(`--timeout is "${text}", and must be a time such as 10m.`);
	return seconds * 1000;
}
