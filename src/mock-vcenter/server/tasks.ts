import { messageOf } from '../../shared/errors.js';
import type { TaskEntity, TaskOutcome } from '../estate/tasks.js';
import { string, type Wire } from '../wire/value.js';
import type { Call } from './context.js';
import { VimFault } from './fault.js';

/**
 * Starts the task of a `…_Task` method. A fault that `work` throws becomes the error of the task, anything else a `SystemError`, as
 * vCenter tells of its own mistakes.
 */
export function startTask(
	call: Call,
	about: { readonly descriptionId: string; readonly target?: string },
	work: () => Promise<Wire | undefined>,
): TaskEntity {
	const { estate } = call.server;
	const subject = {
		method: call.method,
		descriptionId: about.descriptionId,
		target: about.target === undefined ? undefined : estate.find(about.target),
		userName: call.session.userName ?? '',
	};
	return estate.tasks.start(subject, () => work().then((result) => ({ result }), failed));
}

function failed(error: unknown): TaskOutcome {
	const fault =
		error instanceof VimFault
			? error
			: new VimFault('SystemError', `A general system error occurred: ${messageOf(error)}`, {
					reason: string(messageOf(error)),
				});
	return { error: fault.value() };
}
