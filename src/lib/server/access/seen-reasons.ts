import { namesOthers, tierOfReason } from '../../access/tiers.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import { LAYER_IDS } from '../../risk/layer.ts';
import type { Reason } from '../../risk/reason.ts';
import type { Words } from '../../risk/words.ts';
import { seesAllRows, type Sight } from './sight.ts';

const NOT_DISCLOSED: Words = {
	zh: '依据中的数值不向本角色披露。',
	en: 'The numbers behind this are not disclosed to your role.'
};
const OTHERS_NOT_NAMED: Words = {
	zh: '涉及其他要素，见核查结果；其他街道的要素不列名。',
	en: 'Other features are concerned, see the findings; those of other subdistricts are not named.'
};

/** What reasons repeat of an exposure. */
type Repeated = Pick<Exposure, 'text' | 'withinM' | 'counted' | 'features'>;

/** A reason as it is disclosed: rule, clause, confidence and level stay; numbers and words that would give away more go. */
export function seenReason(sight: Sight, reason: Reason): Reason {
	if (!sight.tiers.has(tierOfReason(reason))) {
		return { ...reason, text: NOT_DISCLOSED, inputs: {}, measured: null, limit: null, unit: null };
	}
	if (seesAllRows(sight)) return reason;
	const inputs = Object.entries(reason.inputs).filter(([, value]) => !namesFeatures(value));
	return {
		...reason,
		text: namesOthers(reason) ? OTHERS_NOT_NAMED : reason.text,
		inputs: Object.fromEntries(inputs)
	};
}

/**
 * The reasons of a feature. A hazard source's repeat the words of its exposure, which name who was counted: where rows are
 * narrowed, the numbers alone stand there.
 */
export function seenReasons(sight: Sight, reasons: readonly Reason[], exposure: Repeated | null): Reason[] {
	const disclosed = reasons.map((reason) => seenReason(sight, reason));
	if (exposure === null || seesAllRows(sight)) return disclosed;
	const { zh, en } = wordsWithoutNames(exposure);
	return disclosed.map((reason) => ({
		...reason,
		text: {
			zh: reason.text.zh.replaceAll(exposure.text.zh, zh),
			en: reason.text.en.replaceAll(exposure.text.en, en)
		}
	}));
}

/** What an exposure says without naming anybody. */
export function wordsWithoutNames({ withinM, counted, features }: Repeated): Words {
	return {
		zh: `厂界外 ${withinM} 米内统计到 ${counted} 人, ${features} 处; 其他街道的要素不列名。`,
		en: `${counted} people counted within ${withinM} m, in ${features} places; those of other subdistricts are not named.`
	};
}

/** An input that is the id of a feature, or several of them. */
function namesFeatures(value: unknown): boolean {
	return typeof value === 'string' && LAYER_IDS.some((layer) => value.startsWith(`${layer}/`));
}
