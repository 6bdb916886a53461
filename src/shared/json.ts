import { UserError } from './errors.js';

const MAX_DEPTH = 200;

/**
 * Parses JSON that xvcheck or another program wrote: like `JSON.parse`, but duplicate keys and more than 200 levels are errors.
 * @throws UserError `not-json` with `file:line:column`, never quoting the text.
 */
export function parseJson(text: string, file: string, what: string): unknown {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch (thrown) {
		const found = /position (\d+)/.exec((thrown as Error).message);
		const ended = /end of JSON input|Unterminated/.test((thrown as Error).message);
		const at = found ? place(text, Number(found[1])) : '';
		throw new UserError(
			'not-json',
			ended
				? `Could not read ${what} ${file}: the file ends in the middle (${text.length} characters).`
				: `Could not read ${what}:\n${file}${at}: this is not valid JSON.`,
			{ suggestions: ended ? ['It looks like an unfinished download or copy; get it again.'] : [], cause: thrown },
		);
	}
	checkStructure(text, (offset, problem) => {
		throw new UserError('not-json', `Could not read ${what}:\n${file}${place(text, offset)}: ${problem}.`);
	});
	return value;
}

/** `:line:column` of an offset. */
function place(text: string, offset: number): string {
	let line = 1;
	let start = 0;
	for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
		line++;
		start = at + 1;
	}
	return `:${line}:${offset - start + 1}`;
}

/** Walks valid JSON once, keeping the keys of the open objects. */
function checkStructure(text: string, fail: (offset: number, problem: string) => never): void {
	const open: (Set<string> | undefined)[] = [];
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === 0x7b || code === 0x5b) {
			if (open.push(code === 0x7b ? new Set() : undefined) > MAX_DEPTH) fail(at, `more than ${MAX_DEPTH} levels deep`);
		} else if (code === 0x7d || code === 0x5d) open.pop();
		else if (code === 0x22) {
			const end = stringEnd(text, at);
			if (isKey(text, end)) {
				const keys = open.at(-1);
				const raw = text.slice(at + 1, end);
				const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
				if (keys?.has(key)) fail(at, 'this key stands twice in the same object');
				keys?.add(key);
			}
			at = end;
		}
	}
}

/** Offset of the closing quote of the string that opens at `start`. */
function stringEnd(text: string, start: number): number {
	let end = text.indexOf('"', start + 1);
	while (end !== -1) {
		let slashes = 0;
		while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
		if (slashes % 2 === 0) return end;
		end = text.indexOf('"', end + 1);
	}
	return text.length;
}

/** True when a colon follows: in valid JSON only keys have one. */
function isKey(text: string, end: number): boolean {
	let at = end + 1;
	while (text.charCodeAt(at) <= 0x20) at++;
	return text.charCodeAt(at) === 0x3a;
}
