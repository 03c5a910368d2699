# Sourced by up: the configuration files. Small, because nothing here has to survive a power cut or serve a crowd.
# shellcheck shell=bash disable=SC2154

database() { echo "mysql+pymysql://root@$host:${port[mariadb]}/$1?charset=utf8"; }
url() { echo "http://$host:${port[$1]}${2:-}"; }
as_admin() { # how one service reaches another
  cat <<END
auth_type = password
auth_url = $(url keystone /v3)
username = admin
password = $admin_password
project_name = admin
user_domain_name = Default
project_domain_name = Default
region_name = RegionOne
timeout = 60
END
}
checks_tokens() {
  cat <<END
[keystone_authtoken]
$(as_admin)
www_authenticate_uri = $(url keystone /v3)
service_token_roles_required = false
token_cache_time = 300
http_connect_timeout = 30
END
}

configure_keystone() {
  cat >"$dir/etc/keystone.conf" <<END
[DEFAULT]
log_file = $dir/log/keystone.log
[database]
connection = $(database keystone)
[token]
provider = fernet
expiration = 86400
[fernet_tokens]
key_repository = $dir/state/fernet
[credential]
key_repository = $dir/state/credential
[identity]
password_hash_rounds = 4
[cache]
enabled = true
backend = dogpile.cache.memory
END
}

configure_placement() {
  mkdir -p "$dir/etc/placement"
  cat >"$dir/etc/placement/placement.conf" <<END
[DEFAULT]
log_file = $dir/log/placement.log
[placement_database]
connection = $(database placement)
[api]
auth_strategy = keystone
$(checks_tokens)
END
}

configure_glance() {
  cat >"$dir/etc/glance.conf" <<END
[DEFAULT]
log_file = $dir/log/glance.log
bind_host = $host
bind_port = ${port[glance]}
workers = 0
enabled_backends = folder:file
[database]
connection = $(database glance)
[glance_store]
default_backend = folder
[folder]
filesystem_store_datadir = $dir/state/images
[os_glance_tasks_store]
filesystem_store_datadir = $dir/state/tasks
[os_glance_staging_store]
filesystem_store_datadir = $dir/state/staging
[paste_deploy]
flavor = keystone
config_file = $shared/glance-common/glance-api-paste.ini
$(checks_tokens)
END
}

configure_nova() {
  cat >"$dir/etc/nova.conf" <<END
[DEFAULT]
log_dir = $dir/log
state_path = $dir/state/nova
instances_path = $dir/state/nova/instances
transport_url = $queue
my_ip = $host
host = $compute_host
# The driver of Nova's own tests: it does all but run a machine.
compute_driver = fake.FakeDriver
enabled_apis = osapi_compute
osapi_compute_listen = $host
osapi_compute_listen_port = ${port[nova]}
osapi_compute_workers = 1
# A compute host resizes onto itself, for it may be the only one; the owner confirms.
allow_resize_to_same_host = true
resize_confirm_window = 0
reserved_host_memory_mb = 0
vif_plugging_is_fatal = false
vif_plugging_timeout = 0
report_interval = 10
service_down_time = 60
rpc_response_timeout = 60
max_concurrent_builds = 20
# Periodic scans hold the lock that builds need.
update_resources_interval = -1
heal_instance_info_cache_interval = -1
sync_power_state_interval = -1
image_cache_manager_interval = -1
bandwidth_poll_interval = -1
[api]
auth_strategy = keystone
[wsgi]
api_paste_config = $shared/nova-common/api-paste.ini
[conductor]
workers = 1
[scheduler]
workers = 1
discover_hosts_in_cells_interval = 20
[database]
connection = $(database nova)
[api_database]
connection = $(database nova_api)
[quota]
instances = 60
cores = 256
# The flavor c1.huge fits here, but on no host.
ram = 2000000
server_groups = 50
server_group_members = 60
key_pairs = 200
[oslo_concurrency]
lock_path = $dir/state/nova
[vnc]
enabled = false
[glance]
api_servers = $(url glance)
$(as_admin)
[placement]
$(as_admin)
[neutron]
default_floating_pool = public
$(as_admin)
[cinder]
$(as_admin)
[cache]
enabled = true
backend = dogpile.cache.memory
$(checks_tokens)
END
  local n
  for ((n = 2; n <= computes; n++)); do
    mkdir -p "$dir/state/nova-$n/instances"
    printf '[DEFAULT]\nhost = %s-%s\nstate_path = %s\ninstances_path = %s/instances\n' \
      "$compute_host" $n "$dir/state/nova-$n" "$dir/state/nova-$n" >"$dir/etc/nova-$n.conf"
  done
}

configure_neutron() {
  cat >"$dir/etc/neutron.conf" <<END
[DEFAULT]
log_file = $dir/log/neutron.log
state_path = $dir/state/neutron
core_plugin = ml2
service_plugins = router
api_paste_config = $shared/neutron-common/api-paste.ini
auth_strategy = keystone
transport_url = $queue
notify_nova_on_port_status_changes = false
notify_nova_on_port_data_changes = false
l3_ha = false
dhcp_agent_notification = false
[database]
connection = $(database neutron)
[oslo_concurrency]
lock_path = $dir/state/neutron
[quotas]
quota_network = 100
quota_subnet = 100
quota_port = 500
quota_router = 20
quota_floatingip = 100
quota_security_group = 200
quota_security_group_rule = 2000
[ml2]
type_drivers = local,flat,vlan,vxlan
tenant_network_types = vxlan
mechanism_drivers = openvswitch
extension_drivers = port_security
[ml2_type_vxlan]
vni_ranges = 1:9999
[ml2_type_flat]
flat_networks = physical
$(checks_tokens)
END
  printf 'from neutron.cmd.eventlet.server import main_api_eventlet\n\napplication = main_api_eventlet()\n' >"$dir/bin/neutron.wsgi"
}

configure_rabbitmq() {
  echo '[].' >"$dir/etc/enabled_plugins"
  cat >"$dir/etc/rabbitmq.conf" <<END
listeners.tcp.default = $host:${port[rabbitmq]}
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 50MB
log.file.level = warning
END
}

# Debian keeps the start scripts in packages that want systemd and answers to questions; the modules are all they call.
configure_programs() {
  local program
  for program in nova-api=nova.cmd.api_os_compute nova-conductor=nova.cmd.conductor nova-scheduler=nova.cmd.scheduler \
    nova-compute=nova.cmd.compute nova-manage=nova.cmd.manage glance-api=glance.cmd.api glance-manage=glance.cmd.manage \
    neutron-db-manage=neutron.db.migration.cli; do
    printf '#!/usr/bin/python3\nimport sys\nfrom %s import main\nsys.exit(main())\n' "${program#*=}" >"$dir/bin/${program%%=*}"
    chmod 755 "$dir/bin/${program%%=*}"
  done
  # The fake driver takes an image of a server without sending any content, so that the image would stay queued for ever.
  cat >"$dir/bin/nova-compute" <<'END'
#!/usr/bin/python3
import io
import sys

from nova.cmd.compute import main
from nova.image import glance
from nova.virt import fake

without_content = fake.FakeDriver.snapshot


def snapshot(self, context, instance, image_id, update_task_state):
    without_content(self, context, instance, image_id, update_task_state)
    form = {"disk_format": "raw", "container_format": "bare"}
    glance.API().update(context, image_id, form, io.BytesIO(bytes(1 << 20)), purge_props=False)


fake.FakeDriver.snapshot = snapshot
sys.exit(main())
END
}
