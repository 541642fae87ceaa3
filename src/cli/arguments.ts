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
  segments [--pipeline ID] [--class I|II|III] [--limit N]
                         高后果区及里程 High consequence areas with their chainages
  zones [--format geojson] [--run N]
                         四色分区 The four-colour zones
  wall                   指挥大屏的数字；--json 含清单与算法
                         The numbers of the command wall; --json has their lists and formulas
  site FILE --type TYPE [--fact k=v]… [--crs CRS] [--extends ID] [--months N] [--reports FOLDER]
                         文件中的地块能否建设：结论、核查结果、条件；FILE 为 types 时列出项目类型
                         Whether each parcel of a file may be built on; FILE types lists the types of projects
  report FILE [--as pdf|docx|xlsx] [--language zh|en]
                         全区报告：四色图与清单 The district's report: the four-colour map with its lists
  verify-report FILE.pdf 报告的页面是否属实、今日核查是否一致，否则退出码为 1
                         Whether a report is its own and today's answer the same; exits with 1 if not
  absence list | absence confirm SUBJECT… --basis TEXT | absence withdraw --id N
                         确认本区没有某类对象，如 layer:power_line、role:airport
                         Confirms that the district has none of something
  assess LAYER FILE [--today DAY]
                         评定文件中的要素，不写入 Grades the features of a file without storing them
  list risk|responsibility [--format json|csv]
                         区域风险清单、风险责任清单 Every unit at orange and above, and who answers for it
  dangers [--state S] [--level general|major] [--overdue] [--feature ID] [--limit N]
                         隐患台账，逾期在前 The hidden dangers, overdue first
  change ID key=value …  修改一个要素的属性并更新评估结果；name= 为名称，值为空则删除
                         Changes attributes of one feature and amends the newest run
  override list [--feature ID]
  override set --feature ID --level L --reason R --approver A --until DAY [--from DAY] [--evidence E]
  override withdraw --id N
                         人工调整等级，到期自动结束 Levels set by hand; each ends by itself
  alerts [--state open|all] [--kind K] [--limit N]
  alerts acknowledge ID [--note TEXT]
                         预警；确认后不再升级 Alerts; one that is acknowledged escalates no further
  rules list             规则版本 The versions of the rules there are
  rules set FROM path=value … --note TEXT --author NAME
  rules add FILE.json    修改系统设定的数值，得到新版本；FROM 可写 shipped
                         Changes DESIGN numbers into a new version; FROM may be shipped
  rules use VERSION      启用：下一次评估使用它 Switches one on: the next run asks it
  rules diff A B         现有数据按两个版本各会如何 What two versions would make of the data of today
  compare [A B]          比较两次评估，默认最近两次 Compares two runs, by default the newest two
  verify RUN             由快照重新计算并核对 Computes a stored run again and says whether it is equal
  demo [--scale N]       生成示范辖区；16.7 为一百万栋建筑的城市
                         Generates the demo district; 16.7 is a city of 1,000,000 buildings
  audit verify           审计链是否完整，不完整则退出码为 1 Whether the chain of the audit is whole; exits with 1 if not
  audit list [--action A] [--actor ID] [--result done|refused|failed] [--from DAY] [--to DAY] [--q TEXT] [--limit N]
  audit export FILE      审计记录，写入 .csv 或 .ndjson；可用同样的条件筛选
                         The audit into a .csv or .ndjson file, narrowed in the same way
  account setup          打印一次性链接，用于设立系统管理员（也用于恢复）
                         Prints a link, good once, that makes a system administrator
  account list           账号 The accounts
  account unlock NAME    解除锁定 Lets a locked account try again
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
	segments: { pipeline: { type: 'string' }, class: { type: 'string' }, limit: { type: 'string' } },
	wall: {},
	dangers: {
		state: { type: 'string' },
		level: { type: 'string' },
		overdue: { type: 'boolean' },
		feature: { type: 'string' },
		limit: { type: 'string' }
	},
	zones: { format: { type: 'string' }, run: { type: 'string' } },
	change: {},
	override: {
		feature: { type: 'string' },
		level: { type: 'string' },
		reason: { type: 'string' },
		approver: { type: 'string' },
		evidence: { type: 'string' },
		from: { type: 'string' },
		until: { type: 'string' },
		id: { type: 'string' }
	},
	alerts: { state: { type: 'string' }, kind: { type: 'string' }, note: { type: 'string' }, limit: { type: 'string' } },
	rules: { note: { type: 'string' }, author: { type: 'string' } },
	compare: {},
	verify: {},
	demo: { scale: { type: 'string' } },
	list: { format: { type: 'string' } },
	audit: {
		action: { type: 'string' },
		actor: { type: 'string' },
		result: { type: 'string' },
		from: { type: 'string' },
		to: { type: 'string' },
		q: { type: 'string' },
		limit: { type: 'string' }
	},
	account: {},
	doctor: {},
	site: {
		type: { type: 'string' },
		fact: { type: 'string', multiple: true },
		crs: { type: 'string' },
		extends: { type: 'string' },
		months: { type: 'string' },
		reports: { type: 'string' }
	},
	report: { as: { type: 'string' }, language: { type: 'string' } },
	'verify-report': {},
	absence: { basis: { type: 'string' }, id: { type: 'string' } },
	assess: { today: { type: 'string' } }
};

/** How options are called on the command line and in the command's input. */
const INPUT_NAMES: Record<string, string> = {
	accuracy: 'accuracyM',
	'accept-refused': 'acceptRefused',
	cell: 'cellM',
	within: 'withinM',
	fact: 'facts'
};

const NUMBERS = new Set(['accuracy', 'cell', 'scale', 'within', 'limit', 'run', 'id', 'months']);

/** A word that a command takes besides its options, in its place; `rest` takes all that are left, none too, as a list. */
interface Operand {
	name: string;
	input: string;
	as: 'text' | 'number' | 'path' | 'rest';
}

const OPERANDS: Partial<Record<CommandName, readonly Operand[]>> = {
	import: [{ name: 'FILE', input: 'file', as: 'path' }],
	list: [{ name: 'risk|responsibility', input: 'list', as: 'text' }],
	change: [
		{ name: 'ID', input: 'id', as: 'text' },
		{ name: 'key=value', input: 'changes', as: 'rest' }
	],
	override: [{ name: 'list|set|withdraw', input: 'action', as: 'text' }],
	alerts: [{ name: 'acknowledge ID', input: 'words', as: 'rest' }],
	audit: [
		{ name: 'verify|list|export', input: 'what', as: 'text' },
		{ name: 'FILE', input: 'file', as: 'rest' }
	],
	account: [
		{ name: 'setup|list|unlock', input: 'action', as: 'text' },
		{ name: 'NAME', input: 'names', as: 'rest' }
	],
	undo: [{ name: 'BATCH', input: 'batch', as: 'number' }],
	verify: [{ name: 'RUN', input: 'run', as: 'number' }],
	compare: [{ name: 'A B', input: 'runs', as: 'rest' }],
	rules: [
		{ name: 'list|set|add|use|diff', input: 'action', as: 'text' },
		{ name: '…', input: 'words', as: 'rest' }
	],
	site: [{ name: 'FILE', input: 'file', as: 'path' }],
	report: [{ name: 'FILE', input: 'file', as: 'path' }],
	'verify-report': [{ name: 'FILE', input: 'file', as: 'path' }],
	absence: [
		{ name: 'list|confirm|withdraw', input: 'action', as: 'text' },
		{ name: 'SUBJECT', input: 'subjects', as: 'rest' }
	],
	assess: [
		{ name: 'LAYER', input: 'layer', as: 'text' },
		{ name: 'FILE', input: 'file', as: 'path' }
	]
};

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
			name === 'where' || name === 'fact'
				? readPairs(name, value as string[])
				: NUMBERS.has(name)
					? readNumber(name, value as string)
					: value;
	}
	readOperands(OPERANDS[command] ?? [], positionals, input);
	if (command === 'site' && typeof input.reports === 'string') input.reports = standing(input.reports);
	if (command === 'audit') input.file = readFileName(positionals.slice(1));
	if (command === 'rules' && input.action === 'add') input.words = positionals.slice(1).map(standing);
	return { input, json: json === true };
}

/** The file of an export; the other actions have none. */
function readFileName(words: readonly string[]): string | undefined {
	if (words.length > 1) throw new UsageError(`多余的参数 Unexpected: ${words.slice(1).join(' ')}`);
	return words.length === 0 ? undefined : standing(words[0]);
}

function readOperands(operands: readonly Operand[], words: readonly string[], input: Record<string, unknown>): void {
	for (const [i, { name, input: key, as }] of operands.entries()) {
		if (as === 'rest') {
			input[key] = words.slice(i);
			continue;
		}
		if (words[i] === undefined) throw new UsageError(`缺少 Missing: ${name}`);
		if (as === 'number') input[key] = readNumber(name, words[i]);
		else input[key] = as === 'path' ? standing(words[i]) : words[i];
	}
	if (operands.at(-1)?.as !== 'rest' && words.length > operands.length) {
		throw new UsageError(`多余的参数 Unexpected: ${words.slice(operands.length).join(' ')}`);
	}
}

/** A file as the person means it: npm runs this in the project's folder, they stand where INIT_CWD says. */
function standing(file: string): string {
	return resolve(process.env.INIT_CWD ?? '', file);
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

function readPairs(name: string, conditions: string[]): Record<string, string> {
	return Object.fromEntries(
		conditions.map((condition) => {
			const equals = condition.indexOf('=');
			if (equals < 1) throw new UsageError(`--${name} ${condition}: 应写作 key=value (write key=value).`);
			return [condition.slice(0, equals), condition.slice(equals + 1)];
		})
	);
}
