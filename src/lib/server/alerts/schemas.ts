import * as v from 'valibot';
import type { AlertKind } from '../../wall/api.ts';

export const alertKind = v.picklist(['level', 'violation', 'danger', 'alarm', 'many'] satisfies AlertKind[]);
export const alertId = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e15));
/** What somebody says when they acknowledge an alert. */
export const alertNote = v.pipe(v.string(), v.trim(), v.maxLength(500));
