/**
 * Every vim25 method that xvcheck can send. Nothing else leaves this program: `writeRequest` refuses a name that is not here.
 * All read, but for the session itself and for views and cursors that the server keeps for one session. `repeat` says whether
 * a request whose answer was lost may be sent again.
 */
export const METHODS = {
	RetrieveServiceContent: { repeat: true, purpose: 'what the server is, and its service objects' },
	Login: { repeat: false, purpose: 'opens the session' },
	Logout: { repeat: false, purpose: 'ends the session' },
	CreateContainerView: { repeat: true, purpose: 'a list of all objects of a type, kept for the session' },
	RetrievePropertiesEx: { repeat: true, purpose: 'reads properties by explicit paths' },
	ContinueRetrievePropertiesEx: { repeat: false, purpose: 'the next page' },
	CancelRetrievePropertiesEx: { repeat: false, purpose: 'gives up the remaining pages' },
	DestroyView: { repeat: false, purpose: 'drops the list' },
	QueryAssignedLicenses: { repeat: true, purpose: 'which licence is assigned to which host' },
} as const satisfies Record<string, { repeat: boolean; purpose: string }>;

export type Method = keyof typeof METHODS;
