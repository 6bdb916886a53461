import { isAbsolute, relative, sep } from 'node:path';
import type { PlanInput } from '../model/plan-document.js';
import { escapeText } from '../shared/escape.js';

const PLAIN = /^[A-Za-z][\w./-]*$/;
const WORDS = /^(true|false|null|yes|no|on|off)$/i;

/** A text as a YAML scalar: plain where that is safe, else in quotes. */
export function yaml(text: string): string {
	if (PLAIN.test(text) && !WORDS.test(text)) return text;
	return escapeText(text) === text ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

/** A suggestion: one comment line, whatever stands in it. */
export function comment(text: string): string {
	return `# ${escapeText(text)}`;
}

/** The inputs of a side as keys of a plan, paths relative to the plan's folder. */
export function sideLines(side: string, inputs: readonly PlanInput[], folder: string): string[] {
	const texts = inputs.map((input) =>
		typeof input === 'string'
			? yaml(relativeSource(input, folder))
			: `{ ${Object.entries(input)
					.map(([key, value]) => `${key}: ${yaml(String(value))}`)
					.join(', ')} }`,
	);
	return texts.length === 1 ? [`${side}: ${texts[0]}`] : [`${side}:`, ...texts.map((text) => `  - ${text}`)];
}

function relativeSource(source: string, folder: string): string {
	const kind = /^(rvtools|inventory|govc|mock):/.exec(source)?.[0] ?? '';
	const path = source.slice(kind.length);
	if (!isAbsolute(path)) return source;
	const near = relative(folder, path);
	return `${kind}${near.startsWith(`..${sep}..${sep}..`) || near === '' ? path : near}`;
}
