#!/bin/bash
# 检查Apache是否存在
COUNT1=`ss -anpt | grep httpd | wc -l `
if [ $COUNT1 -eq 0 ] ; then
systemctl restart httpd
sleep 2
COUNT2=`ss -anpt | grep httpd | wc -l`
if [ $COUNT2 -eq 0 ] ; then
/usr/bin/kill -15 `cat /var/run/keepalived.pid`
echo -e "keeplived is stoped"
else
exit 0
fi
fi
