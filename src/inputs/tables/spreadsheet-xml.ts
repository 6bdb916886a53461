import type { SaxesTagNS } from 'saxes';

/** Namespaces of SpreadsheetML: as spreadsheets write it, and the strict form (ECMA-376 part 1). */
export const SPREADSHEET = [
	'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
	'http://purl.oclc.org/ooxml/spreadsheetml/main',
] as const;
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006';

/**
 * The path of open elements, by name without prefix, foreign ones as "". The content of `mc:Choice` counts as foreign:
 * it needs extensions that this reader does not know, `mc:Fallback` is for readers like this one.
 */
export class ElementPath {
	private readonly names: string[] = [];
	private choice = 0;

	open(tag: SaxesTagNS): string {
		if (this.choice > 0 || (tag.uri === COMPATIBILITY && tag.local === 'Choice')) this.choice++;
		const known = this.choice === 0 && (SPREADSHEET as readonly string[]).includes(tag.uri);
		const transparent = tag.uri === COMPATIBILITY && this.choice === 0;
		const name = known ? tag.local : transparent ? this.top() : '';
		this.names.push(name);
		return transparent ? '' : name;
	}

	/** Returns the name that `open` gave. */
	close(tag: SaxesTagNS): string {
		const name = this.names.pop() ?? '';
		if (this.choice > 0) this.choice--;
		return tag.uri === COMPATIBILITY ? '' : name;
	}

	/** Name of the innermost open element, 0; of its parent, 1; and so on. */
	top(up = 0): string {
		return this.names[this.names.length - 1 - up] ?? '';
	}
}

/** True while the innermost open element is text of a string item: its own, or that of a run, but no phonetic run. */
export function inText(path: ElementPath, item: 'si' | 'is'): boolean {
	if (path.top() !== 't') return false;
	return path.top(1) === item || (path.top(1) === 'r' && path.top(2) === item);
}
