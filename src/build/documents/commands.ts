/** The part of oclif's manifest that the reference is made from. */
export interface Manifest {
	readonly commands: Readonly<Record<string, ManifestCommand>>;
}
interface ManifestCommand {
	readonly summary?: string;
	readonly description?: string;
	readonly hidden?: boolean;
	readonly examples?: readonly (string | { readonly command: string; readonly description?: string })[];
	readonly args: Readonly<Record<string, { readonly description?: string; readonly required?: boolean }>>;
	readonly flags: Readonly<Record<string, ManifestFlag>>;
}
interface ManifestFlag {
	readonly char?: string;
	readonly type: string;
	readonly description?: string;
	readonly summary?: string;
	readonly hidden?: boolean;
	readonly multiple?: boolean;
	readonly helpValue?: string | readonly string[];
	readonly options?: readonly string[];
}

/** The command reference as Markdown (`docs/commands.md`). */
export function commandReference(manifest: Manifest): string {
	const lines = ['# Commands', '', 'Written by `npm run generate` from the commands themselves.'];
	for (const [id, command] of Object.entries(manifest.commands).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
		if (command.hidden === true) continue;
		const args = Object.entries(command.args).map(([name, arg]) =>
			arg.required ? name.toUpperCase() : `[${name.toUpperCase()}]`,
		);
		lines.push(
			'',
			`## xvcheck ${[id.replaceAll(':', ' '), ...args].join(' ')}`,
			'',
			plain(command.summary ?? command.description ?? ''),
		);
		if (command.summary !== undefined && command.description !== undefined) lines.push('', plain(command.description));
		const flags = Object.entries(command.flags).filter(([, flag]) => flag.hidden !== true);
		if (flags.length > 0) lines.push('', '| flag | meaning |', '|---|---|');
		for (const [name, flag] of flags.toSorted(([a], [b]) => (a < b ? -1 : 1))) lines.push(flagRow(name, flag));
		if (command.examples?.length) {
			lines.push(
				'',
				'```sh',
				...command.examples.map((example) => plain(typeof example === 'string' ? example : example.command)),
				'```',
			);
		}
	}
	return `${lines.join('\n')}\n`;
}

function flagRow(name: string, flag: ManifestFlag): string {
	const value =
		flag.type === 'boolean' ? '' : ` ${flag.options?.join('\\|') ?? [flag.helpValue ?? 'VALUE'].flat().join(' ')}`;
	const text = plain(flag.summary ?? flag.description ?? '')
		.replaceAll('|', '\\|')
		.replaceAll('\n', ' ');
	return `| \`${flag.char === undefined ? '' : `-${flag.char}, `}--${name}\`${value}${flag.multiple ? ' …' : ''} | ${text} |`;
}

function plain(text: string): string {
	return text.replaceAll('<%= config.bin %>', 'xvcheck').replaceAll('<%= command.id %>', '').trim();
}
