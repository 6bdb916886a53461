import { Help } from '@oclif/core/help';
import { EXIT_CODES } from './exit-codes.js';

/** oclif's help with the exit codes under it: whoever reads help is writing a pipeline. */
export default class XvcheckHelp extends Help {
	override formatRoot(): string {
		return `${super.formatRoot()}\n\nEXIT CODES\n${EXIT_CODES}`;
	}

	override formatCommand(...command: Parameters<Help['formatCommand']>): string {
		return `${super.formatCommand(...command)}\n\nEXIT CODES\n${EXIT_CODES}\n`;
	}
}
