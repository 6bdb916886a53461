import type { Interfaces } from '@oclif/core';
import { Command } from '@oclif/core/command';
import { quietBrokenPipes } from './stdout.js';
import { checkFlags } from './usage.js';

type Output = Interfaces.OutputFlags<Interfaces.FlagInput>;

/**
 * Common to all commands: a strict command line, errors that reach `start` untouched (it alone prints them), and the exit code
 * set in one way. A command parses, calls `app`, prints, and returns its exit code from `work`.
 */
export abstract class BaseCommand extends Command {
	/** Does the work and returns the exit code. */
	protected abstract work(): Promise<number>;

	override async run(): Promise<void> {
		quietBrokenPipes();
		process.exitCode = await this.work();
	}

	protected override async parse<
		F extends Output,
		B extends Output,
		A extends Interfaces.OutputArgs<Interfaces.ArgInput>,
	>(options?: Interfaces.Input<F, B, A>, argv: string[] = this.argv): Promise<Interfaces.ParserOutput<F, B, A>> {
		checkFlags(argv, this.ctor);
		return super.parse(options, argv);
	}

	/** oclif would print the error and, under --json, exit 1: `start` does both. */
	protected override async catch(error: Error): Promise<never> {
		throw error;
	}
}
