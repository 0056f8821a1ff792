/*
 * What a keyword may depend on: options of the build, libraries, kernel headers. Most packages are built with
 * the features that are on by default.
 */

export const VRRP = 'vrrp (default on, --disable-vrrp)';
export const LVS = 'lvs (default on, --disable-lvs)';
export const BFD = '--enable-bfd';

export const VRRP_AUTH = 'vrrp-auth (default on, --disable-vrrp-auth)';
export const VMAC = 'vmac (default on, --disable-vmac)';
export const IPVLAN = 'ipvlan (vmac and kernel headers)';
export const VRF = 'VRF kernel headers';
export const LINKBEAT = 'linkbeat (default on, --disable-linkbeat)';
export const TRACK_PROCESS = 'track-process (default on, --disable-track-process)';
export const CHECKSUM_COMPAT = 'checksum compatibility (default on, --disable-checksum-compat)';

export const IPTABLES = 'iptables (--enable-iptables; default depends on version)';
export const IPSET = 'libipset (with iptables)';
export const NFTABLES = 'nftables (default on, --disable-nftables)';
export const FIREWALL = 'iptables or nftables';

export const FWMARK = 'SO_MARK (default on, --disable-fwmark)';
export const SNI = 'OpenSSL with SNI';
export const REGEX = '--enable-regex';
export const PCRE2_JIT = 'PCRE2 with JIT';
export const SCHEDULER_FLAGS = 'kernel headers 3.11';
export const CI_LINUX = '_WITH_CI_LINUX_';

export const SNMP = '--enable-snmp';
export const SNMP_VRRP = '--enable-snmp-vrrp';
export const SNMP_CHECKER = '--enable-snmp-checker';
export const SNMP_RFC = '--enable-snmp-rfc';
export const SNMP_RFCV2 = '--enable-snmp-rfcv2';
export const SNMP_RFCV3 = '--enable-snmp-rfcv3';
export const DBUS = '--enable-dbus';
export const JSON_DUMP = '--enable-json';
export const RELOAD = 'not a one-process debug build';
