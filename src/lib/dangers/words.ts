import type { DangerLevel, DangerSource } from '../risk/dangers/danger.ts';
import type { Words } from '../risk/words.ts';
import type { DangerListKind } from './api.ts';

/** What pages and files call alike. */
export const LEVEL_WORDS: Readonly<Record<DangerLevel, Words>> = {
	general: { zh: '一般隐患', en: 'General danger' },
	major: { zh: '重大隐患', en: 'Major danger' }
};

export const SOURCE_WORDS: Readonly<Record<DangerSource, Words>> = {
	inspection: { zh: '检查发现', en: 'Found by an inspection' },
	self_check: { zh: '单位自查', en: 'Found by the unit itself' },
	report: { zh: '群众举报', en: 'Reported by somebody' }
};

/** 三个清单 */
export const LIST_WORDS: Readonly<Record<DangerListKind, Words>> = {
	problems: { zh: '问题隐患清单', en: 'List of problems and dangers' },
	self_checks: { zh: '自查自纠清单', en: 'List of what units found and mended themselves' },
	measures: { zh: '制度措施清单', en: 'List of systems and measures' }
};
