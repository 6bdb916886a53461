import type { XmlValue } from '../../shared/xml-value.js';
import type { Reference } from '../../vim/soap.js';

/** A managed object with the properties that were asked for and are set. */
export interface Read {
	readonly id: string;
	readonly type: string;
	readonly properties: ReadonlyMap<string, XmlValue>;
	/** Privilege that the account lacks to read one of them. */
	readonly denied: string | undefined;
}

/** What a check knows of one vCenter: its own, or the one that a ServiceLocator leads to. Both are read by property paths. */
export interface Reader {
	/** `about` of the ServiceContent. */
	readonly about: XmlValue;
	/** Objects that exist and are of the type that their reference says, by id. */
	read(objects: readonly Reference[], paths: readonly string[]): Promise<ReadonlyMap<string, Read>>;
	/** LicenseManagerLicenseInfo that is assigned to an entity; undefined when there is none or it may not be read. */
	licenseOf(entityId: string): Promise<XmlValue | undefined>;
	/** KmipClusterInfo of every key provider. */
	keyProviders(): Promise<XmlValue[]>;
}
