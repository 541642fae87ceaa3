import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Comparison, RuleSetInfo } from '../../api.ts';
import type { Value } from '../../risk/reason.ts';
import { SHIPPED, type RuleSet } from '../../risk/rule-set.ts';
import type { RuleChange } from '../../risk/rules/change.ts';
import { numbersOf } from '../../risk/rules/numbers.ts';
import { currentDistrict } from '../districts.ts';
import { AnswerError } from '../http.ts';
import { diffRuleSets } from '../rules/diff.ts';
import { knownRuleSet, listRuleSets, makeRuleSet } from '../rules/make.ts';
import { author, note, readRuleFile, rulesVersion } from '../rules/order.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { switchOn, type RuleSetInUse } from '../rules/use.ts';
import { districtCode } from '../schemas.ts';
import type { Sise } from '../sise.ts';
import { command, CommandError, type Asked, type Step } from './command.ts';
import { meantDistrict } from './district.ts';

export type RulesAnswer =
	| { action: 'list'; current: string; versions: RuleSetInfo[] }
	| { action: 'made'; made: RuleSetInfo }
	| { action: 'use'; use: RuleSetInUse }
	| { action: 'diff'; diff: Comparison };

const district = v.optional(districtCode);
const ACTIONS = ['list', 'set', 'add', 'use', 'diff'] as const;

/** Rule sets: which there are, a new one, one switched on, what two would change. */
export const rules = command({
	input: v.object({
		action: v.picklist(ACTIONS),
		/** What stands after the action: versions, a file, `path=value`. */
		words: v.optional(v.array(v.string()), []),
		note: v.optional(note),
		author: v.optional(author),
		district
	}),
	async perform(sise, { action, words, ...given }, tell): Promise<RulesAnswer> {
		try {
			if (action === 'list') return await listing(sise, words, given.district);
			if (action === 'set') return await setting(sise, words, given.note, given.author);
			if (action === 'add') return await adding(sise, words);
			const meant = await meantDistrict(sise, given.district);
			if (action === 'use') {
				const [version] = wordsOf(words, 'use VERSION', 1);
				return { action, use: await switchOn(sise.db, sise.who, meant, version) };
			}
			return { action, diff: await diffing(sise, meant, words, tell) };
		} catch (error) {
			throw error instanceof AnswerError ? new CommandError(error.text) : error;
		}
	}
});

async function listing(sise: Sise, words: readonly string[], named: string | undefined): Promise<RulesAnswer> {
	wordsOf(words, 'list', 0);
	const versions = await listRuleSets(sise.db);
	const code = named ?? (await currentDistrict(sise.db));
	const current = code === null ? SHIPPED : await currentRuleSet(sise.db, await meantDistrict(sise, code));
	return { action: 'list', current: current.version, versions };
}

async function setting(
	sise: Asked,
	words: readonly string[],
	noted: string | undefined,
	by: string | undefined
): Promise<RulesAnswer> {
	const usage = 'set FROM path=value … --note TEXT --author NAME';
	const [from, ...pairs] = words;
	if (from === undefined || pairs.length === 0 || noted === undefined || by === undefined) throw notAsWritten(usage);
	const base = await knownRuleSet(sise.db, from);
	const made = await makeRuleSet(sise.db, sise.who, {
		from: base.version,
		changes: pairs.map((pair) => readChange(pair, base)),
		note: noted,
		author: by
	});
	return { action: 'made', made };
}

/** `zoning.radii.park.value=250`, read as the number it changes is. */
function readChange(pair: string, base: RuleSet): RuleChange {
	const equals = pair.indexOf('=');
	if (equals < 1) {
		throw new CommandError({ zh: `${pair}：应写作 path=value。`, en: `${pair}: write path=value.` });
	}
	const [path, text] = [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
	const number = numbersOf(base).find((one) => one.path === path);
	return { path, value: typeof number?.value === 'string' ? text : readValue(text) };
}

function readValue(text: string): Value {
	if (text === 'true' || text === 'false') return text === 'true';
	return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

async function adding(sise: Asked, words: readonly string[]): Promise<RulesAnswer> {
	const [file] = wordsOf(words, 'add FILE.json', 1);
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		const { message } = error as Error;
		throw new CommandError({ zh: `读不了规则文件：${message}`, en: `The rule file cannot be read: ${message}` });
	}
	const { from, changes, ...signed } = readRuleFile(text);
	const code = await currentDistrict(sise.db);
	const current = code === null ? SHIPPED : await currentRuleSet(sise.db, code);
	const made = await makeRuleSet(sise.db, sise.who, {
		...signed,
		from: from ?? current.version,
		changes: Object.entries(changes).map(([path, value]) => ({ path, value }))
	});
	return { action: 'made', made };
}

async function diffing(
	sise: Sise,
	meant: string,
	words: readonly string[],
	tell: (step: Step) => void
): Promise<Comparison> {
	const [a, b] = wordsOf(words, 'diff A B', 2);
	return diffRuleSets(sise.db, meant, a, b, { tell });
}

function wordsOf(words: readonly string[], usage: string, count: number): readonly string[] {
	if (words.length !== count) throw notAsWritten(usage);
	const version = usage.startsWith('add') ? undefined : words.find((word) => !v.is(rulesVersion, word));
	if (version === undefined) return words;
	throw new CommandError({ zh: `${version} 不是规则版本。`, en: `${version} is not a version of a rule set.` });
}

function notAsWritten(usage: string): CommandError {
	return new CommandError({ zh: `应写作：rules ${usage}`, en: `Write: rules ${usage}` });
}
