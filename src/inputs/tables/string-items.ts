import { ElementPath, inText } from './spreadsheet-xml.js';
import { xmlParser } from './xml-parser.js';

/** All items of a shared string table, by the XML parser: any notation, rich text joined, phonetic runs left out. */
export function parseItems(file: string, part: string, bytes: Buffer): string[] {
	const items: string[] = [];
	const path = new ElementPath();
	let text = '';
	const parser = xmlParser(file, part, {
		open(tag) {
			if (path.open(tag) === 'si') text = '';
		},
		text(part) {
			if (inText(path, 'si')) text += part;
		},
		close(tag) {
			if (path.close(tag) === 'si') items.push(text);
		},
	});
	parser.write(bytes);
	parser.end();
	return items;
}
