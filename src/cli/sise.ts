/** The command line of Sise: `npm run sise -- COMMAND …`. Works beside a running server, through it. */
import { isCommand } from '../lib/server/commands/registry.ts';
import { CommandError, type Step } from '../lib/server/commands/command.ts';
import { readCommand, USAGE, UsageError } from './arguments.ts';
import { ask } from './ask.ts';
import { printAnswer, printError } from './print.ts';

const [name, ...rest] = process.argv.slice(2);
/** The tenth last told of. */
let told = -1;

if (name === undefined || name === 'help' || name === '--help') {
	console.log(USAGE);
} else if (!isCommand(name)) {
	console.error(`没有命令 ${name}。There is no command ${name}.\n\n${USAGE}`);
	process.exitCode = 2;
} else {
	process.exitCode = await perform(name, rest);
}

async function perform(command: Parameters<typeof ask>[0], words: string[]): Promise<number> {
	try {
		const { input, json } = readCommand(command, words);
		const answer = await ask(command, input, tell);
		if (json || command === 'zones') console.log(JSON.stringify(answer, null, json ? 2 : undefined));
		else printAnswer(command, answer);
		return isBroken(answer) ? 1 : 0;
	} catch (error) {
		if (error instanceof UsageError) {
			console.error(`${error.message}\n\n${USAGE}`);
			return 2;
		}
		const json = words.includes('--json');
		printError(error, json);
		if (!(error instanceof CommandError) && process.env.SISE_DEBUG) console.error(error);
		return 1;
	}
}

/** A chain of the audit that is not whole, or a report that is not the same, is an answer that a script has to notice. */
function isBroken(answer: unknown): boolean {
	const {
		verification,
		pages,
		answer: again
	} = answer as Partial<{
		verification: { whole: boolean };
		pages: string;
		answer: string | null;
	}>;
	return verification?.whole === false || pages === 'different' || again === 'different';
}

/** Progress goes to the error stream, so that the answer alone can be piped on: a line of its own each tenth. */
function tell({ done, text }: Step): void {
	const share = done === null ? '' : `${Math.round(done * 100)} %`.padStart(5);
	if (process.stderr.isTTY) {
		process.stderr.write(`\r\x1b[K${share} ${text.zh} ${text.en}${done === 1 ? '\n' : ''}`);
		return;
	}
	const tenth = done === null ? -1 : Math.floor(done * 10);
	if (tenth === told && done !== null) return;
	told = tenth;
	process.stderr.write(`${share} ${text.zh} ${text.en}\n`);
}
