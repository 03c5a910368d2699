/** Tests of anomalies of costs. */
package io.shiyun.finops.anomaly;
