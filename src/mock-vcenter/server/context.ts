import type { XmlValue } from '../../shared/xml-value.js';
import type { Estate } from '../estate/estate.js';
import type { ManagedObjectType, World } from '../managed-objects/contract.js';
import type { Hidden } from '../wire/since.js';
import type { Account } from './account.js';
import type { Replica } from './replica.js';
import type { Session, Sessions } from './sessions.js';

/** One mock vCenter as its methods see it. */
export interface Server {
	/** Empty when there is a replica. */
	readonly estate: Estate;
	/** What it serves instead of a scenario's estate. */
	readonly replica: Replica | undefined;
	readonly types: ReadonlyMap<string, ManagedObjectType>;
	/** Types of the service objects, by their moRef value. */
	readonly singletons: ReadonlyMap<string, ManagedObjectType>;
	readonly sessions: Sessions;
	readonly thumbprint: string;
	/** vim25 API version that it speaks. */
	readonly apiVersion: string;
	readonly account: Account;
	readonly username: string;
	readonly password: string;
}

/** One call of a method. */
export interface Call {
	readonly method: string;
	/** moRef of `_this`. */
	readonly self: { readonly type: string; readonly id: string };
	/** The method's element with its parameters. */
	readonly parameters: XmlValue;
	/** The SOAP header of the request. */
	readonly header?: XmlValue | undefined;
	readonly session: Session;
	readonly server: Server;
	/** What the API version that the client asked with does not know. */
	readonly hidden: Hidden;
}

/** The part of a call that properties may depend on. */
export function worldOf({ server, session }: Pick<Call, 'server' | 'session'>): World {
	const { key, userName, loginTime } = session;
	return {
		estate: server.estate,
		thumbprint: server.thumbprint,
		session: userName === undefined ? undefined : { key, userName, loginTime },
	};
}
