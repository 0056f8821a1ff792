#!/bin/bash
# 检查Nginx是否存在
COUNT1=`ss -anpt | grep nginx | wc -l `
if [ $COUNT1 -eq 0 ] ; then
/usr/local/sbin/nginx -s start
sleep 2
COUNT2=`ss -anpt | grep nginx | wc -l`
if [ $COUNT2 -eq 0 ] ; then
/usr/bin/kill -15 `cat /var/run/keepalived.pid`
echo -e "keeplived is stoped"
else
exit 0
fi
fi
