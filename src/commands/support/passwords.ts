import type { Side } from '../../model/site-pair.js';
import { ending } from './signals.js';

type AskPassword = (side: Side | undefined, who: string) => Promise<string | undefined>;

/**
 * Passwords from standard input (one line for both sides, or source and destination on two), else from a prompt, which only a
 * terminal gets. Questions come one after the other.
 */
export function passwordSource(fromStdin: boolean): AskPassword {
	if (fromStdin) {
		let lines: Promise<readonly string[]> | undefined;
		return async (side) => {
			lines ??= readLines();
			const all = await lines;
			return (side === 'destination' ? (all[1] ?? all[0]) : all[0]) || undefined;
		};
	}
	let queue: Promise<unknown> = Promise.resolve();
	return (side, who) => {
		const answer = queue.then(() => prompt(side, who));
		queue = answer.catch(() => {});
		return answer;
	};
}

async function readLines(): Promise<readonly string[]> {
	let text = '';
	for await (const piece of process.stdin.setEncoding('utf8')) text += piece;
	return text.split(/\r?\n/).filter((line) => line !== '');
}

/** Asks on the terminal without showing what is typed; undefined where there is none or the answer is empty. */
async function prompt(side: Side | undefined, who: string): Promise<string | undefined> {
	if (!process.stdin.isTTY || !process.stderr.isTTY || process.env['CI']) return undefined;
	const { createInterface } = await import('node:readline/promises');
	const { Writable } = await import('node:stream');
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
	process.stderr.write(`Password for ${side === undefined ? '' : `the ${side}, `}${who}: `);
	try {
		return (await lines.question('', { signal: ending })) || undefined;
	} finally {
		lines.close();
		process.stderr.write('\n');
	}
}
