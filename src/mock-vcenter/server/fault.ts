import { escapeXml } from '../../vim/soap.js';
import type { Fields } from '../wire/value.js';
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

	/** The `detail` member: `<InvalidLoginFault xsi:type="InvalidLogin">`. */
	detail(): string {
		return `<${this.fault}Fault xmlns="urn:vim25" xsi:type="${this.fault}">${this.members()}</${this.fault}Fault>`;
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
