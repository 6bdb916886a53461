import { serialize } from '@marcbachmann/cel-js/serialize';
import type { Ast } from './ast.js';
import { SIZE } from './functions/sizes.js';

/** A node as text, the way evidence names what was read: `host.evc.max`, `destination.networksNamed(nic.networkName)`. */
export function pathOf(node: Ast): string {
	return serialize(node as never)
		.replace(new RegExp(`\\b${SIZE}\\(`, 'g'), 'size(')
		.replace(/(\d)\.0\b/g, '$1');
}
