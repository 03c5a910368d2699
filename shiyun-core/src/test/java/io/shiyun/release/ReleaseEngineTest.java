package io.shiyun.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.AppRevision;
import io.shiyun.Release;
import io.shiyun.ReleaseGate;
import io.shiyun.ReleaseListener;
import io.shiyun.ReleaseOptions;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scaling;
import io.shiyun.model.Secret;
import io.shiyun.model.TroubleKind;
import io.shiyun.spi.AppOrder;
import io.shiyun.store.IntentRow;
import io.shiyun.store.IntentState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReleaseEngineTest extends EngineFixture {
    @Test
    void aDeployIsWrittenDownFollowedRecordedAuditedAndMetered() {
        Release release = deploy("good", 3, "1");

        assertThat(release.outcome()).isEqualTo(Release.Outcome.DONE);
        assertThat(release.revision()).isEqualTo(1);
        assertThat(place.serving(SHOP)).isEqualTo(3);
        assertThat(intents()).extracting(IntentRow::state).containsExactly(IntentState.DONE);
        assertThat(place.applied.get(0).tags()).containsEntry("shiyun-op", release.id());
        assertThat(audit()).containsExactly("APP_DEPLOY DONE");
        assertThat(openUsage()).singleElement().satisfies(use -> {
            assertThat(use.quantity()).isEqualByComparingTo("3");
            assertThat(use.who()).isEqualTo("ann");
            assertThat(use.intentId()).isEqualTo(release.id());
            assertThat(use.from()).isEqualTo(release.ended());
        });
        assertThat(release.steps().get(0).what()).contains("DEPLOY of revision 1");
        assertThat(release.steps()).extracting(Release.Step::at).isSorted();
    }

    @Test
    void aRollReplacesTheOldRevisionAndNeverServesLess() {
        deploy("good", 3, "1");
        place.leastServing = Integer.MAX_VALUE;

        Release roll = deploy("good", 3, "2");

        assertThat(roll.done()).isTrue();
        assertThat(roll.revision()).isEqualTo(2);
        assertThat(version()).isEqualTo("2");
        assertThat(place.leastServing).isGreaterThanOrEqualTo(3);
        assertThat(engine().revisions(SHOP))
                .extracting(AppRevision::number, AppRevision::current)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, true), org.assertj.core.groups.Tuple.tuple(1, false));
        assertThat(openUsage()).as("the same number of replicas goes on").hasSize(1);
    }

    @Test
    void aVersionThatIsNeverReadyIsRolledBackAtTheDeadlineAndTheOldOneServesThroughout() {
        deploy("good", 3, "1");
        place.leastServing = Integer.MAX_VALUE;

        Release roll = deploy("unready", 3, "2");

        assertThat(roll.outcome()).isEqualTo(Release.Outcome.ROLLED_BACK);
        assertThat(roll.revision()).isEqualTo(1);
        assertThat(roll.reason()).contains(Reason.TIMEOUT);
        assertThat(roll.why()).contains("nothing moved for 30 s");
        assertThat(roll.troubles()).extracting(t -> t.kind()).contains(TroubleKind.UNREADY);
        assertThat(place.leastServing).isGreaterThanOrEqualTo(3);
        assertThat(version()).isEqualTo("1");
        assertThat(engine().revisions(SHOP).get(0).state()).isEqualTo(AppRevision.State.FAILED);
        assertThat(audit()).containsExactlyInAnyOrder("APP_DEPLOY DONE", "APP_DEPLOY ROLLED_BACK");
        assertThatThrownBy(roll::orThrow)
                .isInstanceOf(CloudException.class)
                .hasMessageContaining("rolled back")
                .hasMessageContaining("UNREADY");
    }

    @Test
    void aFatalTroubleEndsARollLongBeforeTheDeadline() {
        deploy("good", 2, "1");
        Duration before = time.now();

        Release roll = deploy("missing", 2, "2");

        assertThat(roll.outcome()).isEqualTo(Release.Outcome.ROLLED_BACK);
        assertThat(roll.reason()).contains(Reason.NOT_FOUND);
        assertThat(roll.why()).contains("IMAGE_PULL");
        assertThat(time.now().minus(before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aTroubleOfTheOldRevisionDoesNotStopItsCure() {
        engine().deploy(order("crash", 2, "1"), ReleaseOptions.DEFAULTS.keepingFailed());

        Release cure = deploy("good", 2, "2");

        assertThat(cure.outcome()).isEqualTo(Release.Outcome.DONE);
        assertThat(place.serving(SHOP)).isEqualTo(2);
    }

    @Test
    void aFirstDeployThatFailsIsRemoved() {
        Release release = deploy("crash", 2, "1");

        assertThat(release.outcome()).isEqualTo(Release.Outcome.FAILED);
        assertThat(release.troubles()).extracting(t -> t.kind()).contains(TroubleKind.CRASH_LOOP);
        assertThat(place.apps).isEmpty();
        assertThat(intents().get(0).remains()).isEmpty();
        assertThat(openUsage()).isEmpty();
    }

    @Test
    void aFirstDeployThatFailsIsKeptWhenAskedFor() {
        Release release = engine().deploy(order("crash", 2, "1"), ReleaseOptions.DEFAULTS.keepingFailed());

        assertThat(release.outcome()).isEqualTo(Release.Outcome.FAILED);
        assertThat(place.apps).containsKey(SHOP);
        assertThat(intents().get(0).remains()).containsExactly(SHOP.text());
    }

    @Test
    void aFrozenReleaseIsLeftAsItStands() {
        deploy("good", 2, "1");

        Release roll = engine().deploy(order("unready", 2, "2"), ReleaseOptions.DEFAULTS.freezing());

        assertThat(roll.outcome()).isEqualTo(Release.Outcome.FROZEN);
        assertThat(version()).isEqualTo("2");
        assertThat(place.serving(SHOP)).isGreaterThanOrEqualTo(2);
        assertThat(engine().revisions(SHOP).get(1).current()).isTrue();
    }

    @Test
    void aRollbackAppliesTheRecordedOrderAndKeepsTheNumberOfReplicas() {
        deploy("good", 2, "1");
        deploy("good", 2, "2");
        engine().scale(SHOP, Scaling.fixed(4), ReleaseOptions.DEFAULTS);

        Release back = engine().rollBack(SHOP, OptionalInt.empty(), ReleaseOptions.DEFAULTS);

        assertThat(back.done()).isTrue();
        assertThat(back.revision()).isEqualTo(1);
        assertThat(version()).isEqualTo("1");
        assertThat(place.serving(SHOP)).isEqualTo(4);
        Release forth = engine().rollBack(SHOP, OptionalInt.of(2), ReleaseOptions.DEFAULTS);
        assertThat(forth.revision()).isEqualTo(2);
        assertThat(version()).isEqualTo("2");
    }

    @Test
    void aRollbackToWhatIsNotRecordedSaysWhatIs() {
        deploy("good", 1, "1");

        assertThatThrownBy(() -> engine().rollBack(SHOP, OptionalInt.of(7), ReleaseOptions.DEFAULTS))
                .hasMessageContaining("no revision 7; recorded are [1]");
        assertThatThrownBy(() -> engine().rollBack(SHOP, OptionalInt.empty(), ReleaseOptions.DEFAULTS))
                .hasMessageContaining("no earlier revision");
        assertThat(intents()).hasSize(1);
    }

    @Test
    void aRollbackOfItselfKeepsWhatWasScaledMeanwhile() {
        deploy("good", 2, "1");
        engine().scale(SHOP, Scaling.fixed(4), ReleaseOptions.DEFAULTS);

        Release roll = deploy("crash", 2, "2");

        assertThat(roll.outcome()).isEqualTo(Release.Outcome.ROLLED_BACK);
        assertThat(place.apps.get(SHOP).wanted).isEqualTo(4);
        assertThat(place.serving(SHOP)).isEqualTo(4);
    }

    @Test
    void aDeployWithoutANumberKeepsTheOneThereIs() {
        deploy("good", -1, "1");
        assertThat(place.serving(SHOP)).isEqualTo(1);
        engine().scale(SHOP, Scaling.fixed(3), ReleaseOptions.DEFAULTS);

        deploy("good", -1, "2");

        assertThat(place.serving(SHOP)).isEqualTo(3);
    }

    @Test
    void scalingChangesTheRecordOfUseAndIsNoRevision() {
        deploy("good", 3, "1");

        assertThat(engine().scale(SHOP, Scaling.fixed(5), ReleaseOptions.DEFAULTS)
                        .done())
                .isTrue();

        assertThat(place.serving(SHOP)).isEqualTo(5);
        assertThat(engine().revisions(SHOP)).hasSize(1);
        assertThat(openUsage())
                .singleElement()
                .satisfies(use -> assertThat(use.quantity()).isEqualByComparingTo("5"));
    }

    @Test
    void theSameContentIsTheSameRevision() {
        deploy("good", 2, "1");
        String revision = engine().revisions(SHOP).get(0).revision();

        Release again = deploy("good", 4, "1");

        assertThat(again.done()).isTrue();
        assertThat(engine().revisions(SHOP)).hasSize(1);
        assertThat(engine().revisions(SHOP).get(0).revision()).isEqualTo(revision);
        assertThat(place.serving(SHOP)).isEqualTo(4);
    }

    @Test
    void aDeleteEndsTheAppItsRevisionsAndItsUse() {
        deploy("good", 2, "1");

        Release gone = engine().delete(SHOP, ReleaseOptions.DEFAULTS);

        assertThat(gone.done()).isTrue();
        assertThat(gone.app()).isEmpty();
        assertThat(place.apps).isEmpty();
        assertThat(engine().revisions(SHOP)).isEmpty();
        assertThat(openUsage()).isEmpty();
        assertThat(engine().delete(SHOP, ReleaseOptions.DEFAULTS).done())
                .as("gone already is done")
                .isTrue();
    }

    @Test
    void scalingWhatIsNotThereIsRefusedBeforeAnythingIsWritten() {
        assertThatThrownBy(() -> engine().scale(SHOP, Scaling.fixed(2), ReleaseOptions.DEFAULTS))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
        assertThat(intents()).isEmpty();
    }

    @Test
    void anOrderThatThePlaceRefusesFailsAndTouchesNothing() {
        deploy("good", 2, "1");
        place.fail(CloudException.rejected(Reason.INVALID, "the name is taken").build());

        Release roll = deploy("good", 2, "2");

        assertThat(roll.outcome()).isEqualTo(Release.Outcome.FAILED);
        assertThat(roll.why()).contains("the name is taken");
        assertThat(place.applied).hasSize(1);
        assertThat(version()).isEqualTo("1");
    }

    @Test
    void passingFaultsAreAskedAgainUntilTheDeadline() {
        place.lossy = true;
        place.fail(
                CloudException.ambiguous(Reason.TIMEOUT, "lost").build(),
                CloudException.ambiguous(Reason.UNAVAILABLE, "down").build(),
                CloudException.rejected(Reason.THROTTLED, "slow down")
                        .retryAfter(Duration.ofSeconds(2))
                        .build());

        assertThat(deploy("good", 2, "1").done()).isTrue();
        assertThat(place.serving(SHOP)).isEqualTo(2);
    }

    @Test
    void aPlaceThatIsGoneForGoodEndsTheReleaseAtTheDeadlineAndTheNextStartGoesOnWithNothing() {
        deploy("good", 2, "1");
        for (int i = 0; i < 100; i++) {
            place.fail(CloudException.notSent(Reason.UNAVAILABLE, "down").build());
        }

        Release roll = deploy("good", 2, "2");

        assertThat(roll.outcome()).isEqualTo(Release.Outcome.FAILED);
        assertThat(roll.why()).contains("the last problem was UNAVAILABLE");
        assertThat(engine().resume()).isEmpty();
    }

    @Test
    void aGateHoldsAndAborts() {
        deploy("good", 2, "1");
        List<String> seen = new ArrayList<>();
        int[] asked = {0};
        ReleaseGate gate = step -> {
            seen.add(step.what());
            asked[0]++;
            if (asked[0] == 2) {
                return new ReleaseGate.Hold(Duration.ofMinutes(20));
            }
            return asked[0] > 4 ? new ReleaseGate.Abort("errors rose") : new ReleaseGate.Continue();
        };

        Release roll = engine().deploy(order("good", 2, "2"), ReleaseOptions.DEFAULTS.withGate(gate));

        assertThat(roll.outcome()).isEqualTo(Release.Outcome.ROLLED_BACK);
        assertThat(roll.why()).contains("the gate said no: errors rose");
        assertThat(version()).isEqualTo("1");
        assertThat(seen).hasSizeGreaterThan(3);
    }

    @Test
    void listenersHearEveryStepAndTheirFailuresAreTheirOwn() {
        List<String> heard = new ArrayList<>();
        ReleaseListener listener = new ReleaseListener() {
            @Override
            public void step(String release, Release.Kind kind, AppId app, Release.Step step) {
                heard.add(step.what());
                throw new IllegalStateException("a bug of the listener");
            }

            @Override
            public void done(Release release) {
                heard.add(release.outcome().name());
            }
        };

        Release release = engine().deploy(order("good", 1, "1"), ReleaseOptions.DEFAULTS.withListener(listener));

        assertThat(release.done()).isTrue();
        assertThat(heard).endsWith("DONE").hasSize(release.steps().size() + 1);
    }

    @Test
    void anotherReleaseOfTheAppMeanwhileIsAConflict() {
        deploy("good", 1, "1");
        List<Throwable> refused = new ArrayList<>();
        ReleaseEngine other = engine("engine-2", point -> {});
        ReleaseEngine own = engine();
        ReleaseGate gate = step -> {
            for (ReleaseEngine engine : List.of(own, other)) {
                try {
                    engine.deploy(order("good", 1, "3"), ReleaseOptions.DEFAULTS);
                } catch (CloudException conflict) {
                    refused.add(conflict);
                }
            }
            return new ReleaseGate.Continue();
        };

        own.deploy(order("good", 1, "2"), ReleaseOptions.DEFAULTS.withGate(gate));

        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(conflict -> assertThat(conflict)
                        .hasMessageContaining("CONFLICT")
                        .hasMessageContaining("APP_DEPLOY")
                        .hasMessageContaining("under way"));
        assertThat(version()).isEqualTo("2");
    }

    @Test
    void anEngineThatWasClosedLeavesItsReleasesToTheNextOfItsProcess() {
        ReleaseEngine first = engine();
        ReleaseGate gate = step -> {
            Thread.currentThread().interrupt();
            return new ReleaseGate.Continue();
        };
        assertThatThrownBy(() -> first.deploy(order("good", 2, "1"), ReleaseOptions.DEFAULTS.withGate(gate)))
                .isInstanceOf(CloudException.class);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(engine().resume()).as("it is the open engine's").isEmpty();
        first.close();

        assertThat(engine().resume())
                .singleElement()
                .satisfies(release -> assertThat(release.done()).isTrue());
    }

    @Test
    void anInterruptedReleaseStandsAndIsGoneOnWithBeforeTheNextOne() {
        ReleaseEngine engine = engine();
        ReleaseGate gate = step -> {
            Thread.currentThread().interrupt();
            return new ReleaseGate.Continue();
        };

        assertThatThrownBy(() -> engine.deploy(order("good", 2, "1"), ReleaseOptions.DEFAULTS.withGate(gate)))
                .isInstanceOfSatisfying(
                        CloudException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(intents().get(0).finished()).isFalse();

        assertThat(engine.deploy(order("good", 2, "2"), ReleaseOptions.DEFAULTS).done())
                .isTrue();
        assertThat(intents()).extracting(IntentRow::state).containsOnly(IntentState.DONE);
        assertThat(version()).isEqualTo("2");
    }

    @Test
    void aDeployWaitsForWhatTheStartStillGoesOnWith() throws Exception {
        ReleaseEngine doomed = engine("dead-1", point -> {
            if (point.equals(ReleasePoints.TICKET)) {
                throw new IllegalStateException("the end of this process");
            }
        });
        assertThatThrownBy(() -> doomed.deploy(order("good", 2, "1"), ReleaseOptions.DEFAULTS))
                .hasMessage("the end of this process");
        CountDownLatch resuming = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        place.beforeProceed = () -> {
            resuming.countDown();
            await(goOn);
        };
        ReleaseEngine engine = engine();
        CompletableFuture<List<Release>> resumed = CompletableFuture.supplyAsync(engine::resume);
        await(resuming);

        CompletableFuture<Release> deployed = new CompletableFuture<>();
        Thread deploying =
                new Thread(() -> deployed.complete(engine.deploy(order("good", 2, "2"), ReleaseOptions.DEFAULTS)));
        deploying.start();
        while (deploying.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        goOn.countDown();

        assertThat(resumed.get(10, TimeUnit.SECONDS))
                .singleElement()
                .satisfies(release -> assertThat(release.done()).isTrue());
        assertThat(deployed.get(10, TimeUnit.SECONDS).done()).isTrue();
        assertThat(version()).isEqualTo("2");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void secretsAreSealedInTheJournalAndReachThePlace() {
        AppOrder order = order("good", 1, "1").toBuilder()
                .secrets(Map.of("PASSWORD", Secret.of("hunter2-canary")))
                .build();

        engine().deploy(order, ReleaseOptions.DEFAULTS);
        Release roll = engine().deploy(order.toBuilder().image("crash").build(), ReleaseOptions.DEFAULTS);

        assertThat(roll.outcome()).isEqualTo(Release.Outcome.ROLLED_BACK);
        assertThat(place.apps.get(SHOP).order.secrets().get("PASSWORD").reveal())
                .isEqualTo("hunter2-canary");
        assertThat(intents()).noneMatch(row -> row.order().text().contains("hunter2"));
        store.read(tx -> tx.revisions().list(SHOP.text()))
                .forEach(row -> assertThat(row.order().text()).doesNotContain("hunter2"));
    }
}
