import { escapeXml } from '../../vim/soap.js';
import { type Data, data, derived, type Fields, ref, string } from '../wire/value.js';
import { writeMember } from '../wire/write.js';

/** A vim25 fault that a method answers. */
export class VimFault extends Error {
	override readonly name = 'VimFault';
	readonly fault: string;
	readonly fields: Fields;

	constructor(fault: string, text: string, fields: Fields = {}) {
		super(text);
		this.fault = fault;
		this.fields = fields;
	}

	/** The account lacks a privilege on an object. */
	static noPermission(object: { readonly type: string; readonly id: string }, privilege: string): VimFault {
		return new VimFault('NoPermission', 'Permission to perform this operation was denied.', {
			object: ref(object),
			privilegeId: string(privilege),
		});
	}

	/** The `detail` member: `<InvalidLoginFault xsi:type="InvalidLogin">`. */
	detail(): string {
		return `<${this.fault}Fault xmlns="urn:vim25" xsi:type="${this.fault}">${this.members()}</${this.fault}Fault>`;
	}

	/** As a LocalizedMethodFault among other values: in TaskInfo, CheckResult or another fault. */
	value(): Data {
		return data('LocalizedMethodFault', {
			fault: derived(this.fault, this.fields),
			localizedMessage: string(this.message),
		});
	}

	members(): string {
		return Object.entries(this.fields)
			.map(([name, field]) => writeMember(name, field))
			.join('');
	}

	/** As a LocalizedMethodFault inside an answer. */
	localized(name: string): string {
		return `<${name}><fault xsi:type="${this.fault}">${this.members()}</fault><localizedMessage>${escapeXml(this.message)}</localizedMessage></${name}>`;
	}
}
