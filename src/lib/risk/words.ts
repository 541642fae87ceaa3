/** Words for people, Chinese first. Every message that the domain makes carries both. */
export interface Words {
	zh: string;
	en: string;
}

/**
 * How sure a number is. A judgement that rests on a RECALLED number shows 需人工核对标准原文,
 * one on a DESIGN number shows 系统设定. VERIFIED_SECONDARY: seen in a third-party copy only.
 */
export type Confidence = 'VERIFIED' | 'VERIFIED_SECONDARY' | 'RECALLED' | 'DESIGN';
