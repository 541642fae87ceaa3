import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { ACCESS_LIMITS } from '../../access/limits.ts';

/** What is counted by itself: data/access/limits.json says how many of each a minute. */
export type Rate = keyof typeof ACCESS_LIMITS.rates;

const limiters = Object.fromEntries(
	Object.entries(ACCESS_LIMITS.rates).map(([rate, points]) => [rate, new RateLimiterMemory({ points, duration: 60 })])
) as Record<Rate, RateLimiterMemory>;

/** Counts one request; null, or the seconds after which another is welcome. In this process alone. */
export async function overRate(rate: Rate, whose: string): Promise<number | null> {
	try {
		await limiters[rate].consume(whose);
		return null;
	} catch (refused) {
		return Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000));
	}
}
