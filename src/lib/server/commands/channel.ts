import type { Words } from '../../risk/words.ts';
import type { Who } from '../access/who.ts';
import { logError } from '../edge/log.ts';
import { AnswerError, failure } from '../http.ts';
import type { Sise } from '../sise.ts';
import { CommandError, type Step } from './command.ts';
import { performCommand, readInput } from './perform.ts';
import type { CommandName } from './registry.ts';

/** A line of the answer to a command that another process asked of this server. */
export type ChannelLine =
	{ type: 'step'; step: Step } | { type: 'answer'; answer: unknown } | { type: 'error'; text: Words; detail: unknown };

/** Performs a command for another process: newline-delimited JSON, steps while it works, then the answer or the error. */
export function performOverHttp(sise: Sise, who: Who, name: CommandName, body: unknown): Response {
	let input: Record<string, unknown>;
	try {
		input = readInput(name, body);
	} catch (error) {
		return failure(error instanceof CommandError ? new AnswerError(400, 'bad-input', error.text) : error);
	}
	const encoder = new TextEncoder();
	const stream = new ReadableStream<Uint8Array>({
		async start(controller) {
			// The command goes on when whoever asked has gone: a batch lands whole, whoever still listens.
			let gone = false;
			const send = (line: ChannelLine) => {
				if (gone) return;
				try {
					controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
				} catch {
					gone = true;
				}
			};
			try {
				const answer = await performCommand(sise, who, name, input, (step) => send({ type: 'step', step }));
				send({ type: 'answer', answer });
			} catch (error) {
				if (!(error instanceof CommandError)) logError(error);
				send(
					error instanceof CommandError
						? { type: 'error', text: error.text, detail: error.detail }
						: {
								type: 'error',
								text: { zh: '服务器内部出错，详情见其日志。', en: 'The server failed; its log has the details.' },
								detail: null
							}
				);
			}
			if (!gone) controller.close();
		}
	});
	return new Response(stream, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } });
}
