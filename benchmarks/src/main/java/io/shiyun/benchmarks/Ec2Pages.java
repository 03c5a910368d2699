package io.shiyun.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Pages of instances in the form of EC2's DescribeInstances, each with the fields of the published examples. */
final class Ec2Pages {
    private final Map<Integer, byte[]> pages = new ConcurrentHashMap<>();

    byte[] page(int size, int first) {
        return pages.computeIfAbsent(first * 10_000 + size, key -> make(first, Math.min(Replay.HOSTS, first + size)));
    }

    private static byte[] make(int first, int end) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                + "<requestId>8f7724cf-496f-496e-8fe3-example</requestId><reservationSet>");
        for (int i = first; i < end; i++) {
            instance(xml, i);
        }
        xml.append("</reservationSet>");
        if (end < Replay.HOSTS) {
            xml.append("<nextToken>").append(end).append("</nextToken>");
        }
        return xml.append("</DescribeInstancesResponse>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void instance(StringBuilder xml, int i) {
        String number = String.format("%017x", i);
        String address = "10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256;
        xml.append("<item><reservationId>r-").append(number).append("</reservationId><ownerId>123456789012</ownerId>");
        xml.append("<groupSet/><instancesSet><item><instanceId>i-")
                .append(number)
                .append("</instanceId>");
        xml.append("<imageId>ami-0abcdef1234567890</imageId><instanceState><code>16</code><name>running</name>");
        xml.append("</instanceState><privateDnsName>ip-")
                .append(address.replace('.', '-'))
                .append(".ec2.internal");
        xml.append("</privateDnsName><dnsName/><reason/><amiLaunchIndex>0</amiLaunchIndex><productCodes/>");
        xml.append("<instanceType>t3.micro</instanceType><launchTime>2026-10-01T10:00:00.000Z</launchTime><placement>");
        xml.append("<availabilityZone>us-east-1a</availabilityZone><groupName/><tenancy>default</tenancy></placement>");
        xml.append("<monitoring><state>disabled</state></monitoring><subnetId>subnet-0123456789abcdef0</subnetId>");
        xml.append("<vpcId>vpc-0123456789abcdef0</vpcId><privateIpAddress>").append(address);
        xml.append(
                "</privateIpAddress><sourceDestCheck>true</sourceDestCheck><groupSet><item><groupId>sg-0123456789abcdef0");
        xml.append("</groupId><groupName>default</groupName></item></groupSet><architecture>x86_64</architecture>");
        xml.append(
                "<rootDeviceType>ebs</rootDeviceType><rootDeviceName>/dev/xvda</rootDeviceName><blockDeviceMapping><item>");
        xml.append("<deviceName>/dev/xvda</deviceName><ebs><volumeId>vol-").append(number);
        xml.append("</volumeId><status>attached</status><attachTime>2026-10-01T10:00:10.000Z</attachTime>");
        xml.append("<deleteOnTermination>true</deleteOnTermination></ebs></item></blockDeviceMapping>");
        xml.append("<virtualizationType>hvm</virtualizationType><clientToken>token-")
                .append(number);
        xml.append("</clientToken><tagSet>");
        tag(xml, "Name", "web-" + i);
        tag(xml, "shiyun-op", "operation-" + i);
        tag(xml, "team", "team-" + i % 20);
        tag(xml, "stage", "production");
        xml.append("</tagSet><hypervisor>xen</hypervisor><networkInterfaceSet/><ebsOptimized>false</ebsOptimized>");
        xml.append("<enaSupport>true</enaSupport></item></instancesSet></item>");
    }

    private static void tag(StringBuilder xml, String key, String value) {
        xml.append("<item><key>")
                .append(key)
                .append("</key><value>")
                .append(value)
                .append("</value></item>");
    }
}
