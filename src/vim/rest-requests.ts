/** A REST request that xvcheck may send, in the two dialects of vCenter: `/api` from 7.0 U2 on, `/rest` before. `{id}` is a parameter. */
export interface AllowedRest {
	readonly verb: 'GET' | 'POST' | 'DELETE';
	readonly api: string;
	readonly rest: string;
	/** Whether a request whose answer was lost may be sent again. */
	readonly repeat: boolean;
	readonly purpose: string;
}

/** Every REST request that xvcheck can send; tags are the only thing that SOAP does not tell. */
export const REST_REQUESTS = {
	openSession: {
		verb: 'POST',
		api: '/api/session',
		rest: '/rest/com/vmware/cis/session',
		repeat: false,
		purpose: 'opens a REST session with the same password, for tags',
	},
	closeSession: {
		verb: 'DELETE',
		api: '/api/session',
		rest: '/rest/com/vmware/cis/session',
		repeat: false,
		purpose: 'ends that session',
	},
	listTags: {
		verb: 'GET',
		api: '/api/cis/tagging/tag',
		rest: '/rest/com/vmware/cis/tagging/tag',
		repeat: true,
		purpose: 'which tags there are',
	},
	getTag: {
		verb: 'GET',
		api: '/api/cis/tagging/tag/{id}',
		rest: '/rest/com/vmware/cis/tagging/tag/id:{id}',
		repeat: true,
		purpose: 'the name of a tag',
	},
	listTagged: {
		verb: 'POST',
		api: '/api/cis/tagging/tag-association?action=list-attached-objects-on-tags',
		rest: '/rest/com/vmware/cis/tagging/tag-association?~action=list-attached-objects-on-tags',
		repeat: true,
		purpose: 'which objects carry which tags',
	},
} as const satisfies Record<string, AllowedRest>;

export type RestRequest = keyof typeof REST_REQUESTS;
export type RestDialect = 'api' | 'rest';
