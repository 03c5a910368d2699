package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Money;
import io.shiyun.model.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Machines are read from CSV and from the common inventory form; what is wrong is told with its line and column. */
class HostsFileTest {
    private static final SshOptions.Login LOGIN = new SshOptions.Login(
            "usual",
            22,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private static List<Machine> csv(String text) {
        return HostsFile.parse("machines.csv", text, LOGIN);
    }

    private static List<Machine> ini(String text) {
        return HostsFile.parse("hosts", text, LOGIN);
    }

    @Test
    void csvWithEveryColumn() {
        List<Machine> machines = csv("""
                # our racks
                name,address,port,user,password,key-file,jump,pool,zone,shape,image,cpu,memory,price,tag.team

                web-1,10.0.0.5,2222,deploy,"a,""b",/keys/web,bastion,true,rack-a,small,debian-12,4,8G,0.05 USD,shop
                web-2,10.0.0.6
                """);
        Machine first = machines.get(0);
        assertThat(first.endpoint()).isEqualTo("10.0.0.5:2222");
        assertThat(first.user()).isEqualTo("deploy");
        assertThat(first.password()).contains(Secret.of("a,\"b"));
        assertThat(first.keyFile()).contains(Path.of("/keys/web"));
        assertThat(first.jumps()).containsExactly("bastion");
        assertThat(first.pool()).isTrue();
        assertThat(List.of(first.zone(), first.shape(), first.image())).containsExactly("rack-a", "small", "debian-12");
        assertThat(first.cpu()).contains(Cpu.vcpus(4));
        assertThat(first.memory()).contains(Bytes.gib(8));
        assertThat(first.price()).contains(Money.of("0.05", "USD"));
        assertThat(first.tags()).isEqualTo(Map.of("team", "shop"));
        Machine second = machines.get(1);
        assertThat(second.login()).isEqualTo("usual@10.0.0.6:22");
        assertThat(second.pool()).isFalse();
    }

    @Test
    void inventoryWithGroupsRangesAndVariables() {
        List<Machine> machines = ini("""
                loner ansible_host=10.0.0.9 ; kept apart
                [web]
                web[01:03].example ansible_port=2222
                [db]
                db-a ansible_host=2001:db8::5 ansible_user=postgres
                [all:vars]
                ansible_user=everybody
                [site:children]
                web
                db
                [site:vars]
                zone="rack b"
                ansible_user=site
                [web:vars]
                ansible_user = deploy
                """.replace(" ; kept apart", ""));
        assertThat(machines)
                .extracting(Machine::name)
                .containsExactly("loner", "web01.example", "web02.example", "web03.example", "db-a");
        assertThat(machines)
                .extracting(Machine::user)
                .containsExactly("everybody", "deploy", "deploy", "deploy", "postgres");
        assertThat(machines.get(1).endpoint()).isEqualTo("web01.example:2222");
        assertThat(machines.get(1).zone()).isEqualTo("rack b");
        assertThat(machines.get(1).tags()).isEqualTo(Map.of("group.web", "true", "group.site", "true"));
        assertThat(machines.get(4).endpoint()).isEqualTo("[2001:db8::5]:22");
        assertThat(machines.get(0).tags()).isEmpty();
    }

    @Test
    void aMachineInTwoGroupsIsOne() {
        List<Machine> machines = ini("[a]\nx address=10.0.0.1\n[b]\nx port=23\n");
        assertThat(machines).hasSize(1);
        assertThat(machines.get(0).endpoint()).isEqualTo("10.0.0.1:23");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    name,adress\\nx,1           | :1:6: 'adress' is no column
                    address\\n10.0.0.1          | :1:1: the first line names the columns
                    name,port\\nx,70000         | :2:3: the setting 'port' cannot be '70000'
                    name,port\\nx,22,y          | :2:6: one value more
                    name,zone\\nx,"a            | :2:3: the quote does not end
                    name,pool\\nx,maybe         | :2:3: 'maybe' is neither true nor false
                    name,memory\\nx,many        | :2:3: 'many' is no size
                    name\\nx\\nx                | :3:1: the machine 'x' is in line 2 already
                    name\\na b                  | :2:1: 'a b' is no name
                    """)
    void aFaultInCsvIsToldWithLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> csv(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("machines.csv" + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    [web\\nx                             | :1:1: a section is a line like [group]
                    [web:hosts]\\nx=1                    | :1:1: a section ends in ':vars' or ':children'
                    [web]\\n  x port                     | :2:5: 'port' is not like key=value
                    [web]\\nx port=abc                   | :2:3: the setting 'port' cannot be 'abc'
                    [web:vars]\\nuser                    | :2:1: a variable is a line like key=value
                    [web]\\nx zone="a                    | :2:1: the quote " does not end
                    [web]\\nx ansible_connection=winrm   | :2:3: the connection 'winrm' is not SSH
                    [a:children]\\nnone                  | :2:1: there is no group 'none'
                    [web]\\nx[1:999999]                  | :2:1: the range of 'x[1:999999]' is empty or stands for more
                    [web]\\nx password=$ANSIBLE_VAULT;1  | :2:3: an encrypted value cannot be read
                    """)
    void aFaultInTheInventoryIsToldWithLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> ini(text.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hosts" + message);
    }

    @Test
    void allFaultsAreToldAtOnceButNotThousands() {
        StringBuilder text = new StringBuilder("name,port\n");
        for (int i = 0; i < 100; i++) {
            text.append("m").append(i).append(",x\n");
        }
        assertThatThrownBy(() -> csv(text.toString()))
                .hasMessageContaining("machines.csv:2:4:")
                .hasMessageContaining("machines.csv:21:5:")
                .hasMessageContaining("and 80 more");
    }

    @Test
    void noFaultShowsAPassword() {
        assertThatThrownBy(() -> csv("name,password,port\nx,canary-word,none\n"))
                .hasMessageNotContaining("canary-word");
        assertThat(csv("name,password\nx,canary-word\n").toString()).doesNotContain("canary-word");
    }
}
