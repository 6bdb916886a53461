import { listAt, textAt, typeOf, type XmlValue } from '../shared/xml-value.js';

/** A vim25 fault that a method answered. `fault` is its type (`InvalidLogin`), never the localised text. */
export class SoapFault extends Error {
	override readonly name = 'SoapFault';
	readonly fault: string;
	readonly detail: XmlValue | undefined;

	constructor(fault: string, text: string, detail?: XmlValue) {
		super(text === '' ? fault : `${fault}: ${text}`);
		this.fault = fault;
		this.detail = detail;
	}

	/** The privilege that the account lacks, for `NoPermission` and `NotAuthenticated`. */
	get privilegeId(): string | undefined {
		return textAt(this.detail, 'privilegeId');
	}
}

/**
 * The fault in a `soapenv:Fault` element. The type is the `xsi:type` of the detail; servers that leave it out name the element
 * `InvalidLoginFault`.
 */
export function readFault(element: XmlValue): SoapFault {
	const detail = typeof element === 'string' || Array.isArray(element) ? undefined : element.detail;
	const [name, value] =
		detail === undefined || typeof detail === 'string' || Array.isArray(detail)
			? [undefined, undefined]
			: (Object.entries(detail).find(([key]) => !key.startsWith('$')) ?? []);
	const fault = typeOf(value) || name?.replace(/Fault$/, '') || 'MethodFault';
	return new SoapFault(fault, textAt(element, 'faultstring') ?? '', listAt(value)[0]);
}
