import { EventEmitter, once } from 'node:events';
import type { Wire } from '../wire/value.js';
import type { Entity } from './entities.js';

/** What a task is about, and who started it. */
export interface TaskSubject {
	/** `CheckRelocate_Task` */
	readonly method: string;
	/** Key of its texts, `vm.check.ProvisioningChecker.checkRelocate`. */
	readonly descriptionId: string;
	readonly target: Entity | undefined;
	readonly userName: string;
}

/** How a task ended: with a result, or with a fault (LocalizedMethodFault). */
export interface TaskOutcome {
	readonly result?: Wire | undefined;
	readonly error?: Wire | undefined;
}

export interface TaskEntity extends Entity {
	readonly type: 'Task';
	readonly subject: TaskSubject;
	readonly number: number;
	readonly started: string;
	/** Absent while it runs. */
	readonly completed: string | undefined;
	readonly outcome: TaskOutcome | undefined;
}

/** Tasks kept; the oldest that are over go first. A real vCenter keeps them for ten minutes. */
const KEPT = 500;

/** The tasks of one vCenter. Each runs by itself once it is started. */
export class Tasks {
	readonly #tasks = new Map<string, TaskEntity>();
	readonly #changes = new EventEmitter().setMaxListeners(0);
	#number = 0;

	/** Starts a task. `work` must not throw: what fails is an outcome. */
	start(subject: TaskSubject, work: () => Promise<TaskOutcome>): TaskEntity {
		const number = ++this.#number;
		const id = `task-${number}`;
		const common = { type: 'Task', id, name: id, parent: undefined, subject, number } as const;
		const running = { ...common, started: new Date().toISOString(), completed: undefined, outcome: undefined };
		this.#keep(running);
		void work().then((outcome) => this.#keep({ ...running, completed: new Date().toISOString(), outcome }));
		return running;
	}

	#keep(task: TaskEntity): void {
		this.#tasks.set(task.id, task);
		if (this.#tasks.size > KEPT) {
			const oldest = [...this.#tasks.values()].find(({ completed }) => completed !== undefined);
			if (oldest !== undefined) this.#tasks.delete(oldest.id);
		}
		this.#changes.emit('change');
	}

	find(id: string): TaskEntity | undefined {
		return this.#tasks.get(id);
	}

	/** Oldest first. */
	recent(): TaskEntity[] {
		return [...this.#tasks.values()].sort((a, b) => a.number - b.number);
	}

	/** Resolves with the next change of any task. @throws AbortError */
	async changed(signal: AbortSignal): Promise<void> {
		await once(this.#changes, 'change', { signal });
	}
}
