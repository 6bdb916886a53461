/** Who may import whom inside `src` (design, section 3). The one place where the table stands in code. */
export const LAYERS: Readonly<Record<string, readonly string[]>> = {
	model: [],
	shared: ['model'],
	vim: ['shared'],
	documents: ['model', 'shared'],
	collectors: ['model', 'shared', 'vim'],
	inputs: ['collectors', 'vim', 'model', 'shared'],
	probes: ['vim', 'model', 'shared'],
	facts: ['model', 'shared'],
	engine: ['model', 'shared'],
	simulation: ['model', 'shared'],
	reporters: ['model', 'shared'],
	'mock-vcenter': ['vim', 'model', 'shared'],
	app: [
		'model',
		'shared',
		'vim',
		'documents',
		'collectors',
		'inputs',
		'probes',
		'facts',
		'engine',
		'simulation',
		'reporters',
	],
	commands: ['app', 'model', 'shared', 'mock-vcenter'],
	build: [
		'model',
		'shared',
		'vim',
		'documents',
		'collectors',
		'inputs',
		'probes',
		'facts',
		'engine',
		'simulation',
		'reporters',
		'mock-vcenter',
		'app',
		'commands',
	],
};

/** Folders whose files are extensions: found by listing, none may import a sibling (a contract.ts and sub-folders are shared). */
export const EXTENSION_FOLDERS = [
	'collectors',
	'inputs',
	'probes',
	'facts',
	'reporters',
	'mock-vcenter/managed-objects',
];

/** Layers that may import the file system. `engine` only to read the rule pack. */
export const MAY_READ_FILES = [
	'shared/load-directory\\.ts',
	'shared/write-file\\.ts',
	'documents/',
	'inputs/',
	'probes/',
	'vim/(trust|recording-files)',
	'engine/pack/',
	'mock-vcenter/',
	'app/',
	'commands/',
	'build/',
];

/** Layers that may open sockets. */
export const MAY_USE_NETWORK = ['vim/', 'probes/', 'mock-vcenter/'];

/** Layers that must not know what time it is, nor draw unseeded random numbers: their results depend on their input alone. */
export const NO_CLOCK = ['model', 'collectors', 'facts', 'engine', 'simulation', 'reporters', 'documents'];

interface Rule {
	name: string;
	severity: 'error';
	comment: string;
	from: Record<string, unknown>;
	to: Record<string, unknown>;
}

const error = (name: string, comment: string, from: Rule['from'], to: Rule['to']): Rule => ({
	name,
	severity: 'error',
	comment,
	from,
	to,
});

/** The table as rules of the checker. */
export function importRules(): Rule[] {
	const rules = [
		error('no-cycle', 'Nothing imports itself in a circle, types included.', {}, { circular: true }),
		error('not-to-test', 'The product does not know its tests.', { path: '^src/' }, { path: '^test/' }),
		error(
			'files-only-where-allowed',
			'Reading and writing files has its rooms.',
			{ path: '^src/', pathNot: MAY_READ_FILES.map((part) => `^src/${part}`) },
			{ path: '^(node:)?fs(/promises)?$' },
		),
		error(
			'network-only-where-allowed',
			'Only the wire, the probes and the mock open sockets.',
			{ path: '^src/', pathNot: MAY_USE_NETWORK.map((part) => `^src/${part}`) },
			{ path: '^((node:)?(http|https|http2|net|tls|dns|dgram)(/promises)?$|.*node_modules/undici/)' },
		),
		error(
			'only-one-barrel',
			'index.ts is for programs that embed xvcheck.',
			{ path: '^src/', pathNot: '^src/index\\.ts$' },
			{ path: '^src/index\\.ts$' },
		),
	];
	for (const [layer, allowed] of Object.entries(LAYERS)) {
		rules.push(
			error(
				`${layer}-imports`,
				`${layer} may import ${allowed.length === 0 ? 'no other layer' : allowed.join(', ')}.`,
				{ path: `^src/${layer}/` },
				{ path: '^src/[^/]+/', pathNot: [layer, ...allowed].map((name) => `^src/${name}/`) },
			),
		);
	}
	for (const folder of EXTENSION_FOLDERS) {
		rules.push(
			error(
				`${folder.replace('/', '-')}-siblings`,
				`Extensions in ${folder} do not know each other.`,
				{ path: `^src/${folder}/([^/]+)\\.ts$`, pathNot: `^src/${folder}/contract\\.ts$` },
				{ path: `^src/${folder}/[^/]+\\.ts$`, pathNot: [`^src/${folder}/contract\\.ts$`] },
			),
		);
	}
	return rules;
}
