/**
 * OpenStack as a cloud, by the id {@code openstack}: Keystone v3 for who we are and where the services answer, Nova for hosts and sizes,
 * Glance for images, Neutron for networks, and Cinder, Magnum, Gnocchi and Aodh where the service catalogue has them.
 *
 * <p>What is worth knowing of the cloud itself:
 *
 * <ul>
 *   <li>A size is a flavor, by its name. An unknown price stays unknown, unless the owner gives a price card.
 *   <li>Nova knows no creation token: a create whose reply was lost is found again by the metadata that was sent with it. Tags of hosts are
 *       that metadata. Tags of networks, firewalls and addresses stand in their description, the only text that Neutron takes
 *       in the request that makes them.
 *   <li>A host that found no place is in ERROR with the fault of the scheduler, which is told as STOCK, and stays until it is
 *       deleted.
 *   <li>A resize waits for its confirmation, which a step of the operation gives.
 *   <li>A stop that gives the machine back is Nova's shelving.
 *   <li>A key pair, and the server group that keeps hosts of one word apart, are made by name when they are first needed. An empty group
 *       goes with its last host; a key pair stays.
 * </ul>
 */
@NullMarked
package io.shiyun.provider.openstack;

import org.jspecify.annotations.NullMarked;
