// Written by `npm run registry`. Do not edit.
import type { Rule } from '../rule.ts';
import { addressDuplicateHostAddress } from './address/duplicate-host-address.ts';
import { addressDuplicateVip } from './address/duplicate-vip.ts';
import { addressIpv6LinkLocalFirst } from './address/ipv6-link-local-first.ts';
import { addressMixedFamily } from './address/mixed-family.ts';
import { addressNetworkOrBroadcast } from './address/network-or-broadcast.ts';
import { addressPeerOptions } from './address/peer-options.ts';
import { addressSourceFamily } from './address/source-family.ts';
import { addressSourceNotLocal } from './address/source-not-local.ts';
import { addressTooManyVips } from './address/too-many-vips.ts';
import { addressVipAlsoStatic } from './address/vip-also-static.ts';
import { addressVipIsHostIp } from './address/vip-is-host-ip.ts';
import { addressVipPrefixDuplicatesSubnet } from './address/vip-prefix-duplicates-subnet.ts';
import { addressVipWithoutInterface } from './address/vip-without-interface.ts';
import { addressVipWrongSubnet } from './address/vip-wrong-subnet.ts';
import { authAhLimits } from './auth/ah-limits.ts';
import { authHmac } from './auth/hmac.ts';
import { authIncomplete } from './auth/incomplete.ts';
import { authPassTooLong } from './auth/pass-too-long.ts';
import { authWellKnownPass } from './auth/well-known-pass.ts';
import { authWithVrrpv3 } from './auth/with-vrrpv3.ts';
import { bfdNotShared } from './bfd/not-shared.ts';
import { bfdTiming } from './bfd/timing.ts';
import { bfdUnusableInstance } from './bfd/unusable-instance.ts';
import { checkScriptInvalidServiceCommand } from './check-script/invalid-service-command.ts';
import { checkScriptKillsKeepalived } from './check-script/kills-keepalived.ts';
import { checkScriptNeedsPrivilege } from './check-script/needs-privilege.ts';
import { checkScriptNeverFails } from './check-script/never-fails.ts';
import { checkScriptNoTimeout } from './check-script/no-timeout.ts';
import { checkScriptOutputUnseen } from './check-script/output-unseen.ts';
import { checkScriptProcessGrep } from './check-script/process-grep.ts';
import { checkScriptRestartInsideCheck } from './check-script/restart-inside-check.ts';
import { checkScriptShebangAndMode } from './check-script/shebang-and-mode.ts';
import { checkScriptUnquotedVariable } from './check-script/unquoted-variable.ts';
import { clusterAdvertIntMismatch } from './cluster/advert-int-mismatch.ts';
import { clusterAuthMismatch } from './cluster/auth-mismatch.ts';
import { clusterBothMaster } from './cluster/both-master.ts';
import { clusterCheckScriptDiffers } from './cluster/check-script-differs.ts';
import { clusterDuplicateRouterId } from './cluster/duplicate-router-id.ts';
import { clusterEqualPriority } from './cluster/equal-priority.ts';
import { clusterLvsDrift } from './cluster/lvs-drift.ts';
import { clusterMcastGroupMismatch } from './cluster/mcast-group-mismatch.ts';
import { clusterTrackingDiffers } from './cluster/tracking-differs.ts';
import { clusterVersionMismatch } from './cluster/version-mismatch.ts';
import { clusterVipListMismatch } from './cluster/vip-list-mismatch.ts';
import { clusterVirtualRoutesDiffer } from './cluster/virtual-routes-differ.ts';
import { clusterVridCollision } from './cluster/vrid-collision.ts';
import { clusterVridMismatch } from './cluster/vrid-mismatch.ts';
import { containerBadFile } from './container/bad-file.ts';
import { containerRuntime } from './container/runtime.ts';
import { electionNoMaster } from './election/no-master.ts';
import { electionSimulation } from './election/simulation.ts';
import { firewallBadRule } from './firewall/bad-rule.ts';
import { firewallVrrpNotAllowed } from './firewall/vrrp-not-allowed.ts';
import { globalNoEffect } from './global/no-effect.ts';
import { globalReceiveBufferPolicy } from './global/receive-buffer-policy.ts';
import { healthCheckAddresses } from './health-check/addresses.ts';
import { healthCheckDnsName } from './health-check/dns-name.ts';
import { healthCheckHttpIncomplete } from './health-check/http-incomplete.ts';
import { healthCheckMiscCheck } from './health-check/misc-check.ts';
import { healthCheckPortOnly } from './health-check/port-only.ts';
import { healthCheckReference } from './health-check/reference.ts';
import { healthCheckRegexOptions } from './health-check/regex-options.ts';
import { healthCheckRetryKeyword } from './health-check/retry-keyword.ts';
import { healthCheckTimeoutExceedsLoop } from './health-check/timeout-exceeds-loop.ts';
import { healthCheckUdpLastOctet } from './health-check/udp-last-octet.ts';
import { healthCheckUdpReplyLength } from './health-check/udp-reply-length.ts';
import { healthCheckWrongProtocolPort } from './health-check/wrong-protocol-port.ts';
import { hostNoSuchInterface } from './host/no-such-interface.ts';
import { hostNoSuchUser } from './host/no-such-user.ts';
import { hostProgramInsecure } from './host/program-insecure.ts';
import { hostProgramNotRunnable } from './host/program-not-runnable.ts';
import { hostSourceAddress } from './host/source-address.ts';
import { ifcfgBadLine } from './ifcfg/bad-line.ts';
import { ifcfgDhcpAddress } from './ifcfg/dhcp-address.ts';
import { ifcfgLoopbackVip } from './ifcfg/loopback-vip.ts';
import { ifcfgRouteToOwnAddress } from './ifcfg/route-to-own-address.ts';
import { lvsDirectorIsRealServer } from './lvs/director-is-real-server.ts';
import { lvsDuplicateOrEmpty } from './lvs/duplicate-or-empty.ts';
import { lvsFamilyMismatch } from './lvs/family-mismatch.ts';
import { lvsGroupUndefined } from './lvs/group-undefined.ts';
import { lvsGroupUnusable } from './lvs/group-unusable.ts';
import { lvsKindOrAlgoInvalid } from './lvs/kind-or-algo-invalid.ts';
import { lvsNoFallback } from './lvs/no-fallback.ts';
import { lvsNoHealthCheck } from './lvs/no-health-check.ts';
import { lvsNoSyncDaemon } from './lvs/no-sync-daemon.ts';
import { lvsOptionWithoutEffect } from './lvs/option-without-effect.ts';
import { lvsPersistenceImplied } from './lvs/persistence-implied.ts';
import { lvsPortMismatchDrTun } from './lvs/port-mismatch-dr-tun.ts';
import { lvsProtocolMissing } from './lvs/protocol-missing.ts';
import { lvsQuorumUnreachable } from './lvs/quorum-unreachable.ts';
import { lvsSchedulerFlag } from './lvs/scheduler-flag.ts';
import { lvsSorryServer } from './lvs/sorry-server.ts';
import { lvsSyncDaemon } from './lvs/sync-daemon.ts';
import { lvsTunnelOptions } from './lvs/tunnel-options.ts';
import { lvsVipNotManaged } from './lvs/vip-not-managed.ts';
import { lvsWeightWithoutWeightedScheduler } from './lvs/weight-without-weighted-scheduler.ts';
import { notifyMissingStates } from './notify/missing-states.ts';
import { notifyOrderRace } from './notify/order-race.ts';
import { notifyQuoting } from './notify/quoting.ts';
import { notifySmtp } from './notify/smtp.ts';
import { notifyStopsTrackedService } from './notify/stops-tracked-service.ts';
import { routingEmptyTrackGroup } from './routing/empty-track-group.ts';
import { routingNotTracked } from './routing/not-tracked.ts';
import { routingSecondGateway } from './routing/second-gateway.ts';
import { routingTableOption } from './routing/table-option.ts';
import { routingTrackGroup } from './routing/track-group.ts';
import { routingTrackedProtocol } from './routing/tracked-protocol.ts';
import { scriptChecksKeepalived } from './script/checks-keepalived.ts';
import { scriptDefinedAfterUse } from './script/defined-after-use.ts';
import { scriptDefinedNotTracked } from './script/defined-not-tracked.ts';
import { scriptIncompleteDefinition } from './script/incomplete-definition.ts';
import { scriptNameMismatch } from './script/name-mismatch.ts';
import { scriptNoAbsolutePath } from './script/no-absolute-path.ts';
import { scriptNoFallRise } from './script/no-fall-rise.ts';
import { scriptNotExecutable } from './script/not-executable.ts';
import { scriptProbesVip } from './script/probes-vip.ts';
import { scriptProcessQuorum } from './script/process-quorum.ts';
import { scriptSecurityNotEnabled } from './script/security-not-enabled.ts';
import { scriptSharedDependencyFault } from './script/shared-dependency-fault.ts';
import { scriptShellMetacharacters } from './script/shell-metacharacters.ts';
import { scriptTimeoutVsInterval } from './script/timeout-vs-interval.ts';
import { scriptTrackOwnInterface } from './script/track-own-interface.ts';
import { scriptTrackProcessMatch } from './script/track-process-match.ts';
import { scriptTrackedByBoth } from './script/tracked-by-both.ts';
import { scriptTrackedNotDefined } from './script/tracked-not-defined.ts';
import { scriptTrackedTwice } from './script/tracked-twice.ts';
import { scriptUserMissing } from './script/user-missing.ts';
import { scriptWeightOfOwner } from './script/weight-of-owner.ts';
import { scriptWeightSaturates } from './script/weight-saturates.ts';
import { scriptWeightTooSmall } from './script/weight-too-small.ts';
import { securityFilePermissions } from './security/file-permissions.ts';
import { securityWritableScriptPath } from './security/writable-script-path.ts';
import { styleLayout } from './style/layout.ts';
import { styleMisleadingComment } from './style/misleading-comment.ts';
import { styleSysctlSpacing } from './style/sysctl-spacing.ts';
import { suppressionMalformed } from './suppression/malformed.ts';
import { suppressionNoReason } from './suppression/no-reason.ts';
import { suppressionStaleBaseline } from './suppression/stale-baseline.ts';
import { suppressionUnknownRule } from './suppression/unknown-rule.ts';
import { suppressionUnused } from './suppression/unused.ts';
import { syncGroupCrossedPriorities } from './sync-group/crossed-priorities.ts';
import { syncGroupMissingForGatewayPair } from './sync-group/missing-for-gateway-pair.ts';
import { syncGroupMixedOwners } from './sync-group/mixed-owners.ts';
import { syncGroupNoMembers } from './sync-group/no-members.ts';
import { syncGroupSingleOrDoubleMembership } from './sync-group/single-or-double-membership.ts';
import { syncGroupTrackingWeightPartial } from './sync-group/tracking-weight-partial.ts';
import { syncGroupUnknownMember } from './sync-group/unknown-member.ts';
import { syncGroupWeightedMemberTracking } from './sync-group/weighted-member-tracking.ts';
import { syntaxBadCondition } from './syntax/bad-condition.ts';
import { syntaxBadSequence } from './syntax/bad-sequence.ts';
import { syntaxBlockHeader } from './syntax/block-header.ts';
import { syntaxBraceBalance } from './syntax/brace-balance.ts';
import { syntaxCommaSeparatedList } from './syntax/comma-separated-list.ts';
import { syntaxCommentCharInValue } from './syntax/comment-char-in-value.ts';
import { syntaxCommentEndsInBackslash } from './syntax/comment-ends-in-backslash.ts';
import { syntaxDefinitionLoop } from './syntax/definition-loop.ts';
import { syntaxDuplicateBlock } from './syntax/duplicate-block.ts';
import { syntaxDuplicateScalar } from './syntax/duplicate-scalar.ts';
import { syntaxExtraTokens } from './syntax/extra-tokens.ts';
import { syntaxIncludeLoop } from './syntax/include-loop.ts';
import { syntaxIncludeReadTwice } from './syntax/include-read-twice.ts';
import { syntaxKeywordInWrongBlock } from './syntax/keyword-in-wrong-block.ts';
import { syntaxLineTooLong } from './syntax/line-too-long.ts';
import { syntaxMergeConflict } from './syntax/merge-conflict.ts';
import { syntaxMissingInclude } from './syntax/missing-include.ts';
import { syntaxMissingValue } from './syntax/missing-value.ts';
import { syntaxNulByte } from './syntax/nul-byte.ts';
import { syntaxTemplateResidue } from './syntax/template-residue.ts';
import { syntaxTooMuchText } from './syntax/too-much-text.ts';
import { syntaxTypographicCharacters } from './syntax/typographic-characters.ts';
import { syntaxUnknownKeyword } from './syntax/unknown-keyword.ts';
import { syntaxUnterminatedQuote } from './syntax/unterminated-quote.ts';
import { syntaxValueTerminator } from './syntax/value-terminator.ts';
import { sysctlBadLine } from './sysctl/bad-line.ts';
import { sysctlIpForwardNat } from './sysctl/ip-forward-nat.ts';
import { sysctlNonlocalBind } from './sysctl/nonlocal-bind.ts';
import { sysctlRealServerArp } from './sysctl/real-server-arp.ts';
import { sysctlWithoutEffect } from './sysctl/without-effect.ts';
import { systemdBadLine } from './systemd/bad-line.ts';
import { systemdNetworkOnline } from './systemd/network-online.ts';
import { systemdRcLocal } from './systemd/rc-local.ts';
import { unicastAsymmetricPeers } from './unicast/asymmetric-peers.ts';
import { unicastImplicitSource } from './unicast/implicit-source.ts';
import { unicastIncompleteMesh } from './unicast/incomplete-mesh.ts';
import { unicastMixedWithMulticast } from './unicast/mixed-with-multicast.ts';
import { unicastNoSourceCheck } from './unicast/no-source-check.ts';
import { unicastPeerEntries } from './unicast/peer-entries.ts';
import { unicastPeerIsSelf } from './unicast/peer-is-self.ts';
import { unicastPeersInOtherSubnet } from './unicast/peers-in-other-subnet.ts';
import { unicastRequiredInCloud } from './unicast/required-in-cloud.ts';
import { unicastSettingIgnored } from './unicast/setting-ignored.ts';
import { unicastSrcWithoutPeers } from './unicast/src-without-peers.ts';
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
import { versionDeprecatedKeyword } from './version/deprecated-keyword.ts';
import { versionKeywordRemoved } from './version/keyword-removed.ts';
import { versionKeywordTooNew } from './version/keyword-too-new.ts';
import { versionSwitchAlwaysOn } from './version/switch-always-on.ts';
import { vrrpDontTrackPrimary } from './vrrp/dont-track-primary.ts';
import { vrrpDuplicateVrid } from './vrrp/duplicate-vrid.ts';
import { vrrpFailoverTime } from './vrrp/failover-time.ts';
import { vrrpFirewallImplied } from './vrrp/firewall-implied.ts';
import { vrrpGarpGroup } from './vrrp/garp-group.ts';
import { vrrpInterfaceDelays } from './vrrp/interface-delays.ts';
import { vrrpInterfaceMissing } from './vrrp/interface-missing.ts';
import { vrrpIpvlanSource } from './vrrp/ipvlan-source.ts';
import { vrrpNoVip } from './vrrp/no-vip.ts';
import { vrrpNopreemptStateMaster } from './vrrp/nopreempt-state-master.ts';
import { vrrpNopreemptWithWeight } from './vrrp/nopreempt-with-weight.ts';
import { vrrpNopreemptWrongNode } from './vrrp/nopreempt-wrong-node.ts';
import { vrrpPreemptDelayIgnored } from './vrrp/preempt-delay-ignored.ts';
import { vrrpPreemptDelayWithWeight } from './vrrp/preempt-delay-with-weight.ts';
import { vrrpPriority255 } from './vrrp/priority-255.ts';
import { vrrpPriorityMissing } from './vrrp/priority-missing.ts';
import { vrrpSettingIgnored } from './vrrp/setting-ignored.ts';
import { vrrpSkipCheckOffEnables } from './vrrp/skip-check-off-enables.ts';
import { vrrpStartupDelayReload } from './vrrp/startup-delay-reload.ts';
import { vrrpStateIsCosmetic } from './vrrp/state-is-cosmetic.ts';
import { vrrpStrictBlocksVip } from './vrrp/strict-blocks-vip.ts';
import { vrrpStrictConflicts } from './vrrp/strict-conflicts.ts';
import { vrrpVersionConflict } from './vrrp/version-conflict.ts';
import { vrrpVmacManualSysctl } from './vrrp/vmac-manual-sysctl.ts';
import { vrrpVmacName } from './vrrp/vmac-name.ts';
import { vrrpVmacSettings } from './vrrp/vmac-settings.ts';

/** Every rule, by id. */
export const rules: readonly Rule[] = [
  addressDuplicateHostAddress,
  addressDuplicateVip,
  addressIpv6LinkLocalFirst,
  addressMixedFamily,
  addressNetworkOrBroadcast,
  addressPeerOptions,
  addressSourceFamily,
  addressSourceNotLocal,
  addressTooManyVips,
  addressVipAlsoStatic,
  addressVipIsHostIp,
  addressVipPrefixDuplicatesSubnet,
  addressVipWithoutInterface,
  addressVipWrongSubnet,
  authAhLimits,
  authHmac,
  authIncomplete,
  authPassTooLong,
  authWellKnownPass,
  authWithVrrpv3,
  bfdNotShared,
  bfdTiming,
  bfdUnusableInstance,
  checkScriptInvalidServiceCommand,
  checkScriptKillsKeepalived,
  checkScriptNeedsPrivilege,
  checkScriptNeverFails,
  checkScriptNoTimeout,
  checkScriptOutputUnseen,
  checkScriptProcessGrep,
  checkScriptRestartInsideCheck,
  checkScriptShebangAndMode,
  checkScriptUnquotedVariable,
  clusterAdvertIntMismatch,
  clusterAuthMismatch,
  clusterBothMaster,
  clusterCheckScriptDiffers,
  clusterDuplicateRouterId,
  clusterEqualPriority,
  clusterLvsDrift,
  clusterMcastGroupMismatch,
  clusterTrackingDiffers,
  clusterVersionMismatch,
  clusterVipListMismatch,
  clusterVirtualRoutesDiffer,
  clusterVridCollision,
  clusterVridMismatch,
  containerBadFile,
  containerRuntime,
  electionNoMaster,
  electionSimulation,
  firewallBadRule,
  firewallVrrpNotAllowed,
  globalNoEffect,
  globalReceiveBufferPolicy,
  healthCheckAddresses,
  healthCheckDnsName,
  healthCheckHttpIncomplete,
  healthCheckMiscCheck,
  healthCheckPortOnly,
  healthCheckReference,
  healthCheckRegexOptions,
  healthCheckRetryKeyword,
  healthCheckTimeoutExceedsLoop,
  healthCheckUdpLastOctet,
  healthCheckUdpReplyLength,
  healthCheckWrongProtocolPort,
  hostNoSuchInterface,
  hostNoSuchUser,
  hostProgramInsecure,
  hostProgramNotRunnable,
  hostSourceAddress,
  ifcfgBadLine,
  ifcfgDhcpAddress,
  ifcfgLoopbackVip,
  ifcfgRouteToOwnAddress,
  lvsDirectorIsRealServer,
  lvsDuplicateOrEmpty,
  lvsFamilyMismatch,
  lvsGroupUndefined,
  lvsGroupUnusable,
  lvsKindOrAlgoInvalid,
  lvsNoFallback,
  lvsNoHealthCheck,
  lvsNoSyncDaemon,
  lvsOptionWithoutEffect,
  lvsPersistenceImplied,
  lvsPortMismatchDrTun,
  lvsProtocolMissing,
  lvsQuorumUnreachable,
  lvsSchedulerFlag,
  lvsSorryServer,
  lvsSyncDaemon,
  lvsTunnelOptions,
  lvsVipNotManaged,
  lvsWeightWithoutWeightedScheduler,
  notifyMissingStates,
  notifyOrderRace,
  notifyQuoting,
  notifySmtp,
  notifyStopsTrackedService,
  routingEmptyTrackGroup,
  routingNotTracked,
  routingSecondGateway,
  routingTableOption,
  routingTrackGroup,
  routingTrackedProtocol,
  scriptChecksKeepalived,
  scriptDefinedAfterUse,
  scriptDefinedNotTracked,
  scriptIncompleteDefinition,
  scriptNameMismatch,
  scriptNoAbsolutePath,
  scriptNoFallRise,
  scriptNotExecutable,
  scriptProbesVip,
  scriptProcessQuorum,
  scriptSecurityNotEnabled,
  scriptSharedDependencyFault,
  scriptShellMetacharacters,
  scriptTimeoutVsInterval,
  scriptTrackOwnInterface,
  scriptTrackProcessMatch,
  scriptTrackedByBoth,
  scriptTrackedNotDefined,
  scriptTrackedTwice,
  scriptUserMissing,
  scriptWeightOfOwner,
  scriptWeightSaturates,
  scriptWeightTooSmall,
  securityFilePermissions,
  securityWritableScriptPath,
  styleLayout,
  styleMisleadingComment,
  styleSysctlSpacing,
  suppressionMalformed,
  suppressionNoReason,
  suppressionStaleBaseline,
  suppressionUnknownRule,
  suppressionUnused,
  syncGroupCrossedPriorities,
  syncGroupMissingForGatewayPair,
  syncGroupMixedOwners,
  syncGroupNoMembers,
  syncGroupSingleOrDoubleMembership,
  syncGroupTrackingWeightPartial,
  syncGroupUnknownMember,
  syncGroupWeightedMemberTracking,
  syntaxBadCondition,
  syntaxBadSequence,
  syntaxBlockHeader,
  syntaxBraceBalance,
  syntaxCommaSeparatedList,
  syntaxCommentCharInValue,
  syntaxCommentEndsInBackslash,
  syntaxDefinitionLoop,
  syntaxDuplicateBlock,
  syntaxDuplicateScalar,
  syntaxExtraTokens,
  syntaxIncludeLoop,
  syntaxIncludeReadTwice,
  syntaxKeywordInWrongBlock,
  syntaxLineTooLong,
  syntaxMergeConflict,
  syntaxMissingInclude,
  syntaxMissingValue,
  syntaxNulByte,
  syntaxTemplateResidue,
  syntaxTooMuchText,
  syntaxTypographicCharacters,
  syntaxUnknownKeyword,
  syntaxUnterminatedQuote,
  syntaxValueTerminator,
  sysctlBadLine,
  sysctlIpForwardNat,
  sysctlNonlocalBind,
  sysctlRealServerArp,
  sysctlWithoutEffect,
  systemdBadLine,
  systemdNetworkOnline,
  systemdRcLocal,
  unicastAsymmetricPeers,
  unicastImplicitSource,
  unicastIncompleteMesh,
  unicastMixedWithMulticast,
  unicastNoSourceCheck,
  unicastPeerEntries,
  unicastPeerIsSelf,
  unicastPeersInOtherSubnet,
  unicastRequiredInCloud,
  unicastSettingIgnored,
  unicastSrcWithoutPeers,
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
  versionDeprecatedKeyword,
  versionKeywordRemoved,
  versionKeywordTooNew,
  versionSwitchAlwaysOn,
  vrrpDontTrackPrimary,
  vrrpDuplicateVrid,
  vrrpFailoverTime,
  vrrpFirewallImplied,
  vrrpGarpGroup,
  vrrpInterfaceDelays,
  vrrpInterfaceMissing,
  vrrpIpvlanSource,
  vrrpNoVip,
  vrrpNopreemptStateMaster,
  vrrpNopreemptWithWeight,
  vrrpNopreemptWrongNode,
  vrrpPreemptDelayIgnored,
  vrrpPreemptDelayWithWeight,
  vrrpPriority255,
  vrrpPriorityMissing,
  vrrpSettingIgnored,
  vrrpSkipCheckOffEnables,
  vrrpStartupDelayReload,
  vrrpStateIsCosmetic,
  vrrpStrictBlocksVip,
  vrrpStrictConflicts,
  vrrpVersionConflict,
  vrrpVmacManualSysctl,
  vrrpVmacName,
  vrrpVmacSettings,
];
