import { compareVersions } from '../../shared/versions.js';
import { numberAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import type { Attachment } from './networks.js';
import type { Read, Reader } from './reader.js';
import type { RelocateSpec } from './spec.js';

/** One host as the place that a VM leaves or goes to. */
export interface Place {
	readonly reader: Reader;
	/** Version of its vCenter, `8.0.3`. */
	readonly vcenterVersion: string;
	readonly host: Read;
	/** Its cluster, or the ComputeResource of a stand-alone host. */
	readonly compute: Read | undefined;
	readonly license: XmlValue | undefined;
	/** Networks that the host sees. */
	readonly networks: readonly Attachment[];
}

/** A proposed move: everything that the checks look at. */
export interface Move {
	readonly vm: Read;
	readonly spec: RelocateSpec;
	readonly source: Place;
	readonly destination: Place;
	readonly pool: Read | undefined;
	readonly folder: Read | undefined;
	/** Datastores that the spec names, by moRef value. */
	readonly datastores: ReadonlyMap<string, Read>;
	/** `config.hardware.device` */
	readonly devices: readonly XmlValue[];
	readonly powerState: string;
	/** Powered on: then vMotion moves it. */
	readonly hot: boolean;
	readonly crossVCenter: boolean;
}

export function text(read: Read | undefined, property: string, path = ''): string | undefined {
	return textAt(read?.properties.get(property), path);
}

export function number(read: Read | undefined, property: string, path = ''): number | undefined {
	return numberAt(read?.properties.get(property), path);
}

export function isTrue(read: Read | undefined, property: string): boolean {
	return text(read, property) === 'true';
}

/** The label that people see, `Network adapter 1`. */
export function labelOf(device: XmlValue): string {
	return textAt(device, 'deviceInfo.label') ?? `device ${textAt(device, 'key') ?? ''}`;
}

export function isConnected(device: XmlValue): boolean {
	return textAt(device, 'connectable.connected') === 'true';
}

export function older(version: string, than: string): boolean {
	return (compareVersions(version, than) ?? 0) < 0;
}
