import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { CommandName } from '../lib/server/commands/registry.ts';

export const USAGE = `用法 Usage: npm run sise -- COMMAND

  import FILE [--layer L | --preset osm] [--crs CRS] [--district CODE] [--name NAME]
              [--accuracy M] [--accept-refused]
                         导入文件。CRS: wgs84, cgcs2000, gcj02, bd09, EPSG:n
                         Imports a file; a batch lands whole or not at all
  undo BATCH             撤销一批导入 Takes back a whole batch
  run [--method rings|field] [--cell M]
                         评估全区 Computes a run over the whole district
  findings [--state S] [--rule R] [--layer L] [--feature ID] [--limit N]
                         核查结果 S: met broken uncertain undecided
  near --layer L --to L2 --within M [--where k=v]…
                         L 中距 L2 不超过 M 米的要素 Features of L within M metres of those of L2
  zones [--format geojson] [--run N]
                         四色分区 The four-colour zones
  demo [--scale N]       生成示范辖区；16.7 为一百万栋建筑的城市
                         Generates the demo district; 16.7 is a city of 1,000,000 buildings
  doctor                 运行状况 What is running, versions, counts, what is wrong

  --district CODE        辖区，默认为最近导入的 The district; by default the one last imported into
  --json                 以 JSON 输出 Answers as JSON`;

/** The words on the command line cannot be read; the message says which. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

const COMMON: Options = { json: { type: 'boolean' }, district: { type: 'string' } };

const OPTIONS: Record<CommandName, Options> = {
	import: {
		layer: { type: 'string' },
		preset: { type: 'string' },
		crs: { type: 'string' },
		name: { type: 'string' },
		accuracy: { type: 'string' },
		'accept-refused': { type: 'boolean' }
	},
	undo: {},
	run: { method: { type: 'string' }, cell: { type: 'string' } },
	findings: {
		state: { type: 'string' },
		rule: { type: 'string' },
		layer: { type: 'string' },
		feature: { type: 'string' },
		limit: { type: 'string' }
	},
	near: {
		layer: { type: 'string' },
		to: { type: 'string' },
		within: { type: 'string' },
		where: { type: 'string', multiple: true }
	},
	zones: { format: { type: 'string' }, run: { type: 'string' } },
	demo: { scale: { type: 'string' } },
	doctor: {}
};

/** How options are called on the command line and in the command's input. */
const INPUT_NAMES: Record<string, string> = {
	accuracy: 'accuracyM',
	'accept-refused': 'acceptRefused',
	cell: 'cellM',
	within: 'withinM'
};

const NUMBERS = new Set(['accuracy', 'cell', 'scale', 'within', 'limit', 'run']);

/** The one word that a command takes besides its options. */
const OPERAND: Partial<Record<CommandName, string>> = { import: 'FILE', undo: 'BATCH' };

export interface ReadCommand {
	/** The command's input, still to be checked by its schema. */
	input: Record<string, unknown>;
	json: boolean;
}

/** Reads the words after the command's name. Throws a UsageError that names the word that is wrong. */
export function readCommand(command: CommandName, words: string[]): ReadCommand {
	const { values, positionals } = parse(command, words);
	const { json, ...given } = values;
	const input: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(given)) {
		input[INPUT_NAMES[name] ?? name] =
			name === 'where'
				? readConditions(value as string[])
				: NUMBERS.has(name)
					? readNumber(name, value as string)
					: value;
	}
	const operand = OPERAND[command];
	if (positionals.length !== (operand === undefined ? 0 : 1)) {
		throw new UsageError(
			operand === undefined || positionals.length > 1
				? `多余的参数 Unexpected: ${positionals.slice(operand === undefined ? 0 : 1).join(' ')}`
				: `缺少 Missing: ${operand}`
		);
	}
	// npm runs this in the project's folder; the person stands where INIT_CWD says.
	if (command === 'import') input.file = resolve(process.env.INIT_CWD ?? '', positionals[0]);
	if (command === 'undo') input.batch = readNumber('BATCH', positionals[0]);
	return { input, json: json === true };
}

function parse(command: CommandName, words: string[]) {
	try {
		return parseArgs({ args: words, options: { ...COMMON, ...OPTIONS[command] }, allowPositionals: true });
	} catch (error) {
		throw new UsageError((error as Error).message);
	}
}

function readNumber(name: string, text: string): number {
	const number = Number(text);
	if (text.trim() === '' || !Number.isFinite(number))
		throw new UsageError(`${name}: “${text}” 不是数字 is not a number.`);
	return number;
}

function readConditions(conditions: string[]): Record<string, string> {
	return Object.fromEntries(
		conditions.map((condition) => {
			const equals = condition.indexOf('=');
			if (equals < 1) throw new UsageError(`--where ${condition}: 应写作 key=value (write key=value).`);
			return [condition.slice(0, equals), condition.slice(equals + 1)];
		})
	);
}
