/** Names that hold a template, a leftover of an editor or a package manager, or another language altogether. */
const otherNames =
  /(?:~|\.(?:j2|jinja2?|tmpl|tpl|template|erb|epp|hbs|mustache|in|bak|bkp|orig|rej|old|save|swp|swo|tmp|disabled|rpmnew|rpmsave|rpmorig|dpkg-\w+|ucf-\w+|md|rst|txt|adoc|html?|service|timer|socket|target|sh|bash|py|pl|rb|go|c|h|js|ts|ya?ml|json|toml|xml|lua|log|pid|spec|patch|diff|gz|xz|bz2|zip|te|pp|mib|[1-9]))$/i;

/** Whether a file in a folder is worth a look: `keepalived.conf`, `lb1.conf`, `keepalived.conf.backup`, `keepalived-db`. */
export function hasConfigurationName(name: string): boolean {
  if (otherNames.test(name)) return false;
  return /keepalived/i.test(name) || /\.(?:conf|cfg)(?:\.[\w-]+)?$/i.test(name);
}

const header = /^[ \t]*[!#]+[ \t]*Configuration File for keepalived/im;
/** A block that only keepalived has, at the beginning of a line; its brace may stand on the next one. */
const rootBlock =
  /^[ \t\ufeff]*(?:global_defs|vrrp_(?:instance|sync_group|script|track_process|track_file)[ \t]+[^\s{]+|virtual_server(?:_group)?[ \t]+[^\s{][^{\n]*|bfd_instance[ \t]+[^\s{]+|static_(?:ipaddress|routes|rules)|garp_group)[ \t]*(?:[#!].*)?\s*\{/m;
const include = /^[ \t]*include[rmwba]?[ \t]+\S/m;

/** Whether a text is a keepalived configuration, by its header or its blocks. */
export function looksLikeConfiguration(text: string): boolean {
  return header.test(text) || rootBlock.test(text);
}

/** A main file may hold nothing but include lines. */
export function isOnlyIncludes(name: string, text: string): boolean {
  return /^keepalived\.conf$/i.test(name) && include.test(text);
}

/** Text of no language: it has NUL bytes and nothing of a configuration. */
export function isBinary(text: string): boolean {
  return text.includes('\0') && !looksLikeConfiguration(text);
}
