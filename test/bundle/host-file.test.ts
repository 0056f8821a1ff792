import { describe, expect, it } from 'vitest';
import { HostFiles } from '../../src/bundle/host-file.ts';
import { fileOf } from './kit.ts';

describe('files that tell of their host', () => {
  it.each([
    ['#!/bin/sh\npgrep -x nginx\n', false],
    ['#!/bin/sh\n/sbin/sysctl -w net.ipv4.ip_forward=1\n', true],
    ['#!/bin/sh\necho 1 > /proc/sys/net/ipv4/ip_forward\n', true],
  ])('%j: %s', (text, expected) => {
    const script = fileOf('script', '/etc/keepalived/check.sh', text);
    expect(new HostFiles([script]).tellOfHost).toBe(expected);
    expect(new HostFiles([script, fileOf('sysctl', '/etc/sysctl.conf', '')]).tellOfHost).toBe(true);
  });

  it('are there', () => {
    expect(HostFiles.none.tellOfHost).toBe(false);
  });
});
