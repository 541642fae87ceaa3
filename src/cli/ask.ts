import { operator, OPERATOR_HEADER } from '../lib/server/access/who.ts';
import { CommandError, type Step } from '../lib/server/commands/command.ts';
import type { ChannelLine } from '../lib/server/commands/channel.ts';
import { performCommand, readInput } from '../lib/server/commands/perform.ts';
import { COMMANDS, type CommandName } from '../lib/server/commands/registry.ts';
import { DataFolderLocked } from '../lib/server/db/lock.ts';
import { dataFolder, openSise, type Sise } from '../lib/server/sise.ts';

/**
 * Performs a command: in this process when it can open the database, else through the server that holds it.
 * Throws a CommandError in words for what a person can mend.
 */
export async function ask(
	name: CommandName,
	input: Record<string, unknown>,
	tell: (step: Step) => void
): Promise<unknown> {
	const checked = readInput(name, input);
	// What asks no database gets none.
	if (COMMANDS[name].alone) return COMMANDS[name].perform(null as never, checked as never, tell);
	let sise: Sise;
	try {
		sise = await openSise({
			url: process.env.DATABASE_URL || undefined,
			ownerUrl: process.env.DATABASE_OWNER_URL || undefined,
			folder: dataFolder(),
			onNotice: ({ zh, en }) => process.stderr.write(`${zh} ${en}\n`)
		});
	} catch (error) {
		if (!(error instanceof DataFolderLocked)) throw error;
		return askServer(error, name, input, tell);
	}
	try {
		return await performCommand(sise, operator(), name, checked, tell);
	} finally {
		await sise.close();
	}
}

async function askServer(
	locked: DataFolderLocked,
	name: CommandName,
	input: Record<string, unknown>,
	tell: (step: Step) => void
): Promise<unknown> {
	const { owner } = locked;
	// Another command, or a server that is still starting: only a server that answers can be worked through.
	if (owner.address === null) throw new CommandError({ zh: locked.message, en: locked.message });
	const response = await fetch(`${owner.address}/api/command/${name}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${owner.secret}`,
			[OPERATOR_HEADER]: encodeURIComponent(operator().name)
		},
		body: JSON.stringify(input)
	});
	if (!response.ok || response.body === null) {
		const text = await response.text();
		throw new CommandError({ zh: `服务器拒绝了命令：${text}`, en: `The server refused the command: ${text}` });
	}
	for await (const line of linesOf(response.body)) {
		const message = JSON.parse(line) as ChannelLine;
		if (message.type === 'step') tell(message.step);
		else if (message.type === 'error') throw new CommandError(message.text, message.detail);
		else return message.answer;
	}
	throw new CommandError({
		zh: '服务器在回答之前停止了。已确认的数据不会丢失；请重新启动后再试。',
		en: 'The server stopped before it answered. What was acknowledged is kept; start it and try again.'
	});
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
	let rest = '';
	for await (const chunk of body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop()!;
		yield* lines.filter((line) => line !== '');
	}
	if (rest !== '') yield rest;
}
