import type { Who } from '../access/who.ts';
import { recordAlone } from '../audit/record.ts';
import { logError } from '../edge/log.ts';
import { AnswerError, parse } from '../http.ts';
import type { Sise } from '../sise.ts';
import { CommandError, type Command, type Step } from './command.ts';
import { COMMANDS, type CommandName } from './registry.ts';

/** The input of a command, checked. Throws a CommandError that names what is wrong. */
export function readInput(name: CommandName, given: unknown): Record<string, unknown> {
	try {
		return parse(COMMANDS[name].input, given);
	} catch (error) {
		throw error instanceof AnswerError ? new CommandError(error.text) : error;
	}
}

/**
 * Performs a command of the command line and leaves a deed of it, reads too: the operator is bound to no role, so nothing
 * else would tell what they looked at. What the command changes leaves its own deed beside it. Throws what it throws.
 */
export async function performCommand(
	sise: Sise,
	who: Who,
	name: CommandName,
	input: Record<string, unknown>,
	tell: (step: Step) => void
): Promise<unknown> {
	// TypeScript cannot follow that an input belongs to its command: readInput has checked it.
	const { perform } = COMMANDS[name] as unknown as Command<never, unknown>;
	const deed = { who, action: `command ${name}`, after: input };
	let answer: unknown;
	try {
		answer = await perform({ ...sise, who }, input as never, tell);
	} catch (error) {
		const result = error instanceof CommandError ? 'refused' : 'failed';
		// What went wrong first is what whoever asked has to know.
		await recordAlone(sise.db, { ...deed, result }).catch(logError);
		throw error;
	}
	await recordAlone(sise.db, deed);
	return answer;
}
