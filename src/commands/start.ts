import { fileURLToPath } from 'node:url';
import { closestName } from '../shared/closest-name.js';
import { errorJson, errorLines, errorText, wantsJson } from './support/error-output.js';
import { endOnSignals, signalExitCode } from './support/signals.js';
import { quietBrokenPipes, writeStdout } from './support/stdout.js';
import { usage } from './support/usage.js';

/** Topics hold commands; alone they are incomplete, and oclif would answer them with help and exit 0. */
const TOPICS: Readonly<Record<string, readonly string[]>> = { rules: ['list', 'new', 'show', 'test'] };

/** Runs the program: the one place where errors are printed and the exit code is set. `metaUrl` locates the package. */
export async function start(metaUrl: string): Promise<void> {
	const argv = asHelp(process.argv.slice(2));
	quietBrokenPipes();
	process.on('uncaughtException', (thrown) => void failed(thrown, argv).then((code) => process.exit(code)));
	endOnSignals();
	try {
		await dispatch(argv, metaUrl);
	} catch (thrown) {
		process.exitCode = await failed(thrown, argv);
	}
	await new Promise((resolve) => process.stderr.write('', resolve));
	process.exit(signalExitCode() ?? process.exitCode ?? 0);
}

/** `xvcheck help check` is `xvcheck check --help`. */
function asHelp(argv: readonly string[]): readonly string[] {
	return argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
}

async function dispatch(argv: readonly string[], metaUrl: string): Promise<void> {
	const { run } = await import('@oclif/core/run');
	const help = argv.includes('--help');
	const [first, second] = argv;
	const topic = first === undefined ? undefined : TOPICS[first];
	if (topic && !help && !topic.includes(second ?? ''))
		throw usage(`xvcheck ${first} needs one of: ${topic.join(', ')}.`, [`xvcheck ${first} --help shows them.`]);
	if (first !== undefined && !topic && !first.startsWith('-')) await checkCommand(first, metaUrl);
	if (first?.startsWith('-') && !help && first !== '--version')
		throw usage('The command comes first, then its flags.', ['See the commands with xvcheck --help.']);
	await run([...argv], metaUrl);
	// A pipeline whose variable was empty must not read "ready" from a help page.
	if (first === undefined) process.exitCode = 2;
}

/** @throws UserError with the nearest command for a name that is none. */
async function checkCommand(name: string, metaUrl: string): Promise<void> {
	const { Config } = await import('@oclif/core/config');
	const { commandIDs } = await Config.load(fileURLToPath(metaUrl));
	if (commandIDs.includes(name)) return;
	const near = closestName(name, commandIDs);
	throw usage(`There is no command ${JSON.stringify(name)}.`, [
		near !== undefined ? `Did you mean xvcheck ${near.replace(':', ' ')}?` : 'See the commands with xvcheck --help.',
	]);
}

async function failed(thrown: unknown, argv: readonly string[]): Promise<number> {
	const interrupted = signalExitCode();
	if (interrupted !== undefined) return interrupted;
	const error = errorText(thrown);
	// A progress line may stand there.
	if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
	if (wantsJson(argv)) await writeStdout([errorJson(error)]).catch(() => {});
	process.stderr.write(errorLines(error));
	if (process.env['DEBUG'] === 'xvcheck' && thrown instanceof Error) process.stderr.write(`${thrown.stack}\n`);
	return 2;
}
