import { existsSync, statSync } from 'node:fs';
import type { Inventory } from '../../model/inventory/inventory.js';
import { UserError } from '../../shared/errors.js';
import { fileReason } from '../../shared/file-reason.js';
import { loadDirectory } from '../../shared/load-directory.js';
import { layer } from '../../shared/package-folder.js';
import type { Input, ReadOptions } from '../contract.js';
import { parseSource, type SourceText, unknownKind } from './parse-source.js';

/** Every kind of source, by name. */
export async function loadInputs(): Promise<ReadonlyMap<string, Input>> {
	return loadDirectory<Input>(layer('inputs/'));
}

/**
 * Reads one vCenter from a SOURCE: `kind:location`, or a path or URL that its content tells apart; `#NAME` behind it picks one
 * of several vCenters in it.
 * @throws UserError when it cannot be understood or read.
 */
export async function readSource(source: string, options: ReadOptions): Promise<Inventory> {
	const inputs = await loadInputs();
	const kinds = [...inputs.keys()];
	const text = whole(parseSource(source, kinds));
	const input = text.kind === undefined ? await recognise(text, source, inputs) : inputs.get(text.kind)!;
	const pick = options.pick ?? text.pick;
	return input.read(text.location, pick === undefined ? options : { ...options, pick });
}

/** A path may hold a `#` itself: when the whole exists, nothing is picked. */
function whole(text: SourceText): SourceText {
	if (text.pick === undefined) return text;
	const path = `${text.location}#${text.pick}`;
	if (!existsSync(path)) return text;
	return text.kind === undefined ? { location: path } : { kind: text.kind, location: path };
}

async function recognise(text: SourceText, source: string, inputs: ReadonlyMap<string, Input>): Promise<Input> {
	const { location } = text;
	const accepting: Input[] = [];
	for (const input of inputs.values()) if (await input.accepts(location)) accepting.push(input);
	if (accepting.length === 1) return accepting[0]!;
	const kinds = [...inputs.keys()];
	if (accepting.length > 1)
		throw new UserError(
			'source-ambiguous',
			`Could not tell what ${location} is: it can be read as ${accepting.map(({ kind }) => kind).join(' or ')}.`,
			{ suggestions: accepting.map(({ kind }) => `Write ${kind}:${location}`) },
		);
	throw notRecognised(location, unknownKind(source, kinds), kinds);
}

function notRecognised(location: string, word: string | undefined, kinds: readonly string[]): UserError {
	const how = `Write KIND:LOCATION with one of the kinds ${kinds.join(', ')}.`;
	try {
		const status = statSync(location);
		if (!status.isFile() && !status.isDirectory())
			return new UserError('source-unknown', `Could not read ${location}: it is a pipe, socket or device.`, {
				suggestions: ['Pass a regular file or a folder.'],
			});
		return new UserError(
			'source-unknown',
			`Could not tell what ${location} is: its content is no export, inventory, recording or scenario that xvcheck reads.`,
			{ suggestions: [how] },
		);
	} catch (thrown) {
		if (word !== undefined)
			return new UserError('source-kind', `"${word}" is no kind of source.`, { suggestions: [how] });
		return new UserError('source-unreadable', `Could not read ${location}: ${fileReason(thrown)}.`, {
			suggestions: ['Check the path.', how],
			cause: thrown,
		});
	}
}
