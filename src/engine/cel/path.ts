import { serialize } from '@marcbachmann/cel-js';
import type { Ast } from './ast.js';
import { SIZE } from './functions/sizes.js';

/** Texts in quotes stay as they are; `3.0` is written `3`, and the internal name of `size` as authors write it. */
const TO_PLAIN = new RegExp(`("(?:[^"\\\\]|\\\\.)*")|(\\d)\\.0\\b|\\b${SIZE}\\(`, 'g');

/** A node as text, the way evidence names what was read: `host.evc.max`, `destination.networksNamed(nic.networkName)`. */
export function pathOf(node: Ast): string {
	return serialize(node as never).replace(
		TO_PLAIN,
		(all, quoted?: string, digit?: string) => quoted ?? digit ?? plain(all),
	);
}

function plain(text: string): string {
	return text.startsWith(SIZE) ? 'size(' : text;
}
