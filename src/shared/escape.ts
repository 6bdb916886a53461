/**
 * Characters that must not reach a terminal, a log or an annotation as they are: C0 and C1 controls, line and paragraph
 * separators, bidirectional controls and isolates, zero-width characters, the BOM, and halves of a surrogate pair.
 */
const UNSAFE =
	/[\u0000-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Data as people may see it: every unsafe character becomes a visible escape (`\n`, `\x1b`, `\u202e`). */
export function escapeText(text: string): string {
	return text.replace(UNSAFE, (char) => {
		const named = NAMED[char];
		if (named !== undefined) return named;
		const code = char.charCodeAt(0);
		return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
	});
}

/** GitHub reads `::name …::` at the start of a line, Azure and TeamCity read theirs anywhere in it. */
const LINE_START_COMMAND = /^((?:\s|\u001b\[[0-9;]*m)*):(?=:)/;
const INLINE_COMMAND = /##(?=\[|[A-Za-z]+\[)/g;

/** A finished line, broken up where a pipeline would read it as a command (clarifications 7.10). */
export function breakCommands(line: string): string {
	return line.replace(LINE_START_COMMAND, '$1: ').replace(INLINE_COMMAND, '## ');
}

/** Text for XML content and attribute values; unsafe characters are shown as escapes, since XML cannot hold most of them. */
export function escapeXml(text: string): string {
	return escapeText(text)
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/[\ufffe\uffff]/g, '\ufffd');
}
