import * as v from 'valibot';
import { app } from '$lib/server/app.ts';
import { answer, readQuery } from '$lib/server/http.ts';
import { districtCode } from '$lib/server/schemas.ts';
import { readUnits } from '$lib/server/zones/units.ts';
import type { RequestHandler } from './$types';

const Query = v.object({ district: districtCode });

export const GET: RequestHandler = ({ url }) => answer(() => readUnits(app().db, readQuery(url, Query).district));
