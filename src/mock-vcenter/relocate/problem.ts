import { VimFault } from '../server/fault.js';
import { boolean, type Fields, ref, string } from '../wire/value.js';
import type { Read } from './reader.js';

/** What a check found: a fault, and whether it forbids the move. */
export interface Problem {
	readonly level: 'error' | 'warning';
	readonly fault: VimFault;
}

export function error(fault: string, text: string, fields: Fields = {}): Problem {
	return { level: 'error', fault: new VimFault(fault, text, fields) };
}

export function warning(fault: string, text: string, fields: Fields = {}): Problem {
	return { level: 'warning', fault: new VimFault(fault, text, fields) };
}

/** An argument that is missing or names nothing, `spec.pool`. */
export function badArgument(property: string): Problem {
	return error('InvalidArgument', `A specified parameter was not correct: ${property}`, {
		invalidProperty: string(property),
	});
}

/** A fault around another one: what forbids a device, or why a disk is out of reach. */
export function nested(outer: string, inner: Problem): Problem {
	return {
		level: inner.level,
		fault: new VimFault(outer, inner.fault.message, { fault: inner.fault.value() }),
	};
}

/** The fields of VMotionInterfaceIssue. */
export function interfaceFields(atSource: boolean, host: Read): Fields {
	return { atSourceHost: boolean(atSource), failedHost: string(nameOf(host)), failedHostEntity: ref(host) };
}

/** The fields of MigrationFeatureNotSupported. */
export function featureFields(atSource: boolean, host: Read): Fields {
	return { atSourceHost: boolean(atSource), failedHostName: string(nameOf(host)), failedHost: ref(host) };
}

export function nameOf({ id, properties }: Read): string {
	const name = properties.get('name');
	return typeof name === 'string' ? decodeName(name) : id;
}

/** vCenter escapes `%`, `/` and `\` in names. */
function decodeName(name: string): string {
	return name.replaceAll('%2f', '/').replaceAll('%5c', '\\').replaceAll('%25', '%');
}
