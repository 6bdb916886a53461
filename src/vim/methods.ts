import { ASKED_PRIVILEGES } from './move-privileges.js';
import { READABLE_TYPES } from './readable-types.js';

/** A method that xvcheck may send. */
export interface AllowedMethod {
	/** Whether a request whose answer was lost may be sent again. */
	readonly repeat: boolean;
	readonly purpose: string;
	/** What its arguments may be, where the method itself could ask for more than xvcheck does. */
	readonly only?: string;
	/** Says what is wrong with the parameters as they are about to be sent; undefined when nothing is. */
	readonly refuse?: (parameters: string) => string | undefined;
}

/**
 * Every vim25 method that xvcheck can send. Nothing else leaves this program: `writeRequest` refuses a name that is not here, and
 * arguments that `refuse` finds. All read, but for the session itself and for views and cursors that the server keeps for one
 * session.
 */
export const METHODS = {
	RetrieveServiceContent: { repeat: true, purpose: 'what the server is, and its service objects' },
	Login: { repeat: false, purpose: 'opens a session with a password' },
	LoginByToken: { repeat: false, purpose: 'opens a session with a SAML token' },
	Logout: { repeat: false, purpose: 'ends the session that xvcheck opened' },
	CurrentTime: {
		repeat: true,
		purpose: 'keeps the session alive while nothing else is asked, and tells the clock (probe)',
	},
	CreateContainerView: {
		repeat: true,
		purpose: 'a list of all objects of a type, kept for the session',
		only: `one type of: ${[...READABLE_TYPES].join(', ')}`,
		refuse: refuseView,
	},
	RetrievePropertiesEx: {
		repeat: true,
		purpose: 'reads properties by explicit paths',
		only: 'never all properties, nor config, config.extraConfig or config.vAppConfig, where credentials are found',
		refuse: refuseRead,
	},
	ContinueRetrievePropertiesEx: { repeat: false, purpose: 'the next page' },
	CancelRetrievePropertiesEx: { repeat: false, purpose: 'gives up the remaining pages' },
	DestroyView: { repeat: false, purpose: 'drops the list' },
	QueryAssignedLicenses: { repeat: true, purpose: 'which licence is assigned to which host' },
	HasPrivilegeOnEntities: {
		repeat: true,
		purpose: 'what of a move the own account may do',
		only: `of the own session, about: ${[...ASKED_PRIVILEGES].sort().join(', ')}`,
		refuse: refusePrivileges,
	},
	QueryDateTime: { repeat: true, purpose: 'what time a host has it (probe)' },
	CheckRelocate_Task: {
		repeat: false,
		purpose: 'asks whether a VM could move, and moves nothing; leaves a task and an event (probe --check-relocate)',
		only: 'one VM and the other vCenter (spec.service)',
		refuse: refuseRelocateCheck,
	},
} as const satisfies Record<string, AllowedMethod>;

export type Method = keyof typeof METHODS;

/** What is asked by GET, without a session. */
export const DOCUMENTS = {
	'/sdk/vimServiceVersions.xml': 'which API versions the server speaks',
} as const;
export type DocumentPath = keyof typeof DOCUMENTS;

/** Real inventories hold passwords, keys and tokens there: in OVF properties, `guestinfo.*` and other options. */
const NEVER = ['config.extraConfig', 'config.vAppConfig'];

/** What must be in a request of `CheckRelocate_Task`, which is the only one that starts a task: the other vCenter. */
function refuseRelocateCheck(parameters: string): string | undefined {
	return /^<vm type="VirtualMachine">[^<]+<\/vm><spec><service>/.test(parameters)
		? undefined
		: 'it does not name one VM and the other vCenter';
}

function refusePrivileges(parameters: string): string | undefined {
	const asked = textsOf('privId', parameters);
	if (asked.length === 0) return 'it names no privilege';
	const stranger = asked.find((privilege) => !ASKED_PRIVILEGES.has(privilege));
	return stranger === undefined ? undefined : `it asks about ${stranger}`;
}

function refuseView(parameters: string): string | undefined {
	const types = textsOf('type', parameters);
	if (types.length !== 1) return `it lists ${types.length} types instead of one`;
	return READABLE_TYPES.has(types[0] ?? '') ? undefined : `it lists ${types[0]}`;
}

function refuseRead(parameters: string): string | undefined {
	if (textsOf('all', parameters).some((text) => text !== 'false')) return 'it asks for all properties';
	const paths = textsOf('pathSet', parameters);
	if (paths.length === 0) return 'it names no property';
	const refused = paths.find((path) => NEVER.some((never) => path.startsWith(never) || never.startsWith(`${path}.`)));
	return refused === undefined ? undefined : `it asks for ${refused}`;
}

function textsOf(element: string, parameters: string): string[] {
	return [...parameters.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))].map(([, text]) => text ?? '');
}
