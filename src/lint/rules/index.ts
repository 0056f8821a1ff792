// Written by `npm run registry`. Do not edit.
import type { Rule } from '../rule.ts';
import { addressSourceNotLocal } from './address/source-not-local.ts';
import { addressVipIsHostIp } from './address/vip-is-host-ip.ts';
import { clusterAdvertIntMismatch } from './cluster/advert-int-mismatch.ts';
import { clusterAuthMismatch } from './cluster/auth-mismatch.ts';
import { clusterBothMaster } from './cluster/both-master.ts';
import { clusterDuplicateRouterId } from './cluster/duplicate-router-id.ts';
import { clusterEqualPriority } from './cluster/equal-priority.ts';
import { clusterMcastGroupMismatch } from './cluster/mcast-group-mismatch.ts';
import { clusterTrackingDiffers } from './cluster/tracking-differs.ts';
import { clusterVersionMismatch } from './cluster/version-mismatch.ts';
import { clusterVipListMismatch } from './cluster/vip-list-mismatch.ts';
import { clusterVridMismatch } from './cluster/vrid-mismatch.ts';
import { syntaxBraceBalance } from './syntax/brace-balance.ts';
import { syntaxCommaSeparatedList } from './syntax/comma-separated-list.ts';
import { syntaxKeywordInWrongBlock } from './syntax/keyword-in-wrong-block.ts';
import { syntaxMissingValue } from './syntax/missing-value.ts';
import { syntaxTemplateResidue } from './syntax/template-residue.ts';
import { syntaxTypographicCharacters } from './syntax/typographic-characters.ts';
import { syntaxUnknownKeyword } from './syntax/unknown-keyword.ts';
import { syntaxValueTerminator } from './syntax/value-terminator.ts';
import { valueAddressInvalid } from './value/address-invalid.ts';
import { valueAdvertIntFractionV2 } from './value/advert-int-fraction-v2.ts';
import { valueAdvertIntRange } from './value/advert-int-range.ts';
import { valueBooleanInvalid } from './value/boolean-invalid.ts';
import { valueChoiceInvalid } from './value/choice-invalid.ts';
import { valueGarpIntervalZero } from './value/garp-interval-zero.ts';
import { valueInterfaceName } from './value/interface-name.ts';
import { valueListEntry } from './value/list-entry.ts';
import { valueNotUsable } from './value/not-usable.ts';
import { valueNumberInvalid } from './value/number-invalid.ts';
import { valueOutOfRange } from './value/out-of-range.ts';
import { valuePortRange } from './value/port-range.ts';
import { valuePriorityRange } from './value/priority-range.ts';
import { valueStateInvalid } from './value/state-invalid.ts';
import { valueVridRange } from './value/vrid-range.ts';
import { valueWeightRange } from './value/weight-range.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  addressSourceNotLocal,
  addressVipIsHostIp,
  clusterAdvertIntMismatch,
  clusterAuthMismatch,
  clusterBothMaster,
  clusterDuplicateRouterId,
  clusterEqualPriority,
  clusterMcastGroupMismatch,
  clusterTrackingDiffers,
  clusterVersionMismatch,
  clusterVipListMismatch,
  clusterVridMismatch,
  syntaxBraceBalance,
  syntaxCommaSeparatedList,
  syntaxKeywordInWrongBlock,
  syntaxMissingValue,
  syntaxTemplateResidue,
  syntaxTypographicCharacters,
  syntaxUnknownKeyword,
  syntaxValueTerminator,
  valueAddressInvalid,
  valueAdvertIntFractionV2,
  valueAdvertIntRange,
  valueBooleanInvalid,
  valueChoiceInvalid,
  valueGarpIntervalZero,
  valueInterfaceName,
  valueListEntry,
  valueNotUsable,
  valueNumberInvalid,
  valueOutOfRange,
  valuePortRange,
  valuePriorityRange,
  valueStateInvalid,
  valueVridRange,
  valueWeightRange,
];
