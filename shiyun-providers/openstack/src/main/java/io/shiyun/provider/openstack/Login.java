package io.shiyun.provider.openstack;

import io.shiyun.model.Secret;

/**
 * A token and what Keystone said with it. Immutable; its text form shows no token.
 *
 * @param token goes with each request
 * @param project the id of the project it is for; empty where Keystone did not say
 * @param catalogue where services answer
 */
record Login(Secret token, String project, Catalogue catalogue) {}
