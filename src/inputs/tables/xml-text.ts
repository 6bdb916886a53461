/** Character data of XML as text: entities, line ends, and the escapes of spreadsheets. Shared by the scanner's parts. */

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Decodes the five named and the numeric entities and normalises line ends (XML 1.0, 2.11). Returns undefined for anything
 * else after an ampersand: the caller leaves it to the XML parser.
 */
export function decodeXmlText(raw: string): string | undefined {
	const lines = raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw;
	if (!lines.includes('&')) return lines;
	let sound = true;
	const text = lines.replaceAll(/&([^;&]*);?/g, (entity: string, name: string) => {
		const decoded = entity.endsWith(';') ? entityText(name) : undefined;
		if (decoded === undefined) sound = false;
		return decoded ?? '';
	});
	return sound ? text : undefined;
}

function entityText(name: string): string | undefined {
	const code = /^#x[0-9a-f]{1,6}$/i.test(name)
		? Number.parseInt(name.slice(2), 16)
		: /^#[0-9]{1,7}$/.test(name)
			? Number(name.slice(1))
			: undefined;
	if (code === undefined) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
	return isXmlChar(code) ? String.fromCodePoint(code) : undefined;
}

/** XML 1.0, production 2. */
function isXmlChar(code: number): boolean {
	if (code < 0x20) return code === 9 || code === 10 || code === 13;
	return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff && code <= 0x10ffff);
}

/** Spreadsheets write characters that XML cannot hold as `_x000D_` (ECMA-376 part 1, 22.9.2.19, ST_Xstring). */
export function decodeEscapes(text: string): string {
	if (!text.includes('_x')) return text;
	return text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
