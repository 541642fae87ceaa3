import type { Force, Verdict } from '../../risk/siting/answer.ts';
import { VERDICT_WORDS } from '../../siting/api.ts';
import type { State } from '../../risk/finding.ts';
import { LEVEL_LOOK, keyOf, type LevelLook, type Pattern } from '../../risk/level-look.ts';
import type { Level } from '../../risk/level.ts';
import type { Confidence, Words } from '../../risk/words.ts';
import { say, type Language, type Mark } from './document.ts';

interface Sign {
	sign: string;
	look: Pick<LevelLook, 'fill' | 'on'>;
}

const { red, orange, yellow, blue, none } = LEVEL_LOOK;

/** Signs that can be told apart in black and white, and by who reads no Chinese. */
const VERDICT_SIGN: Readonly<Record<Verdict, Sign & { pattern: Pattern['kind'] }>> = {
	veto: { sign: '×', look: red, pattern: 'rising' },
	undecided: { sign: '?', look: none, pattern: 'falling' },
	conditional: { sign: '!', look: yellow, pattern: 'dotted' },
	clear: { sign: '○', look: blue, pattern: 'crossed' }
};

const STATE_SIGN: Readonly<Record<State, Sign & { words: Words }>> = {
	broken: { sign: '×', look: red, words: { zh: '不合规', en: 'Broken' } },
	uncertain: { sign: '≈', look: orange, words: { zh: '需现场测量', en: 'Measure on site' } },
	undecided: { sign: '?', look: none, words: { zh: '未能判定', en: 'Undecided' } },
	met: { sign: '○', look: blue, words: { zh: '合规', en: 'Met' } }
};

const LEVEL_WORDS: Readonly<Record<Level | 'none', Words>> = {
	red: { zh: '重大风险', en: 'Major risk' },
	orange: { zh: '较大风险', en: 'Considerable risk' },
	yellow: { zh: '一般风险', en: 'General risk' },
	blue: { zh: '低风险', en: 'Low risk' },
	none: { zh: '未评估', en: 'Not assessed' }
};

export const FORCE_WORDS: Readonly<Record<Force, Words>> = {
	mandatory: { zh: '强制', en: 'Mandatory' },
	recommended: { zh: '推荐', en: 'Advisory' },
	house: { zh: '系统设定', en: 'System default' }
};

/** What a judgement says of itself where its number was not read in the standard's own text. */
const CONFIDENCE_WORDS: Readonly<Partial<Record<Confidence, Words>>> = {
	RECALLED: { zh: '需人工核对标准原文', en: 'to be checked against the text of the standard' },
	VERIFIED_SECONDARY: { zh: '据转载文本', en: 'from a third-party copy' },
	DESIGN: { zh: '系统设定', en: 'system default' }
};

export function verdictMark(verdict: Verdict, language: Language): Mark {
	const { sign, look } = VERDICT_SIGN[verdict];
	return { sign, word: say(VERDICT_WORDS[verdict], language), fill: look.fill, on: look.on };
}

export function verdictPattern(verdict: Verdict): Pattern['kind'] {
	return VERDICT_SIGN[verdict].pattern;
}

export function stateMark(state: State, language: Language): Mark {
	const { sign, look, words } = STATE_SIGN[state];
	return { sign, word: say(words, language), fill: look.fill, on: look.on };
}

export function levelMark(level: Level | null, language: Language): Mark {
	const { fill, on, letter } = LEVEL_LOOK[keyOf(level)];
	return { sign: letter[language], word: say(LEVEL_WORDS[keyOf(level)], language), fill, on };
}

/** Empty for a number that was read in the standard's own text. */
export function confidenceText(confidence: Confidence, language: Language): string {
	const words = CONFIDENCE_WORDS[confidence];
	return words === undefined ? '' : say(words, language);
}
