using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Subscriptions;
using BerryAIGen.Database.Tests.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using static BerryAIGen.Database.Tests.Subscriptions.FollowingDatabase;

namespace BerryAIGen.Database.Tests.Subscriptions;

/// <summary>What people change of a subscription, and delete, loses no version and ends no check.</summary>
public sealed class ChangedSubscriptionTests(PostgreSqlServer server)
{
    private const string News = "subscription_version";

    private static readonly SubscriptionWish Fetch = new() { Policy = SubscriptionPolicy.Fetch };
    private static readonly SubscriptionWish Report = new() { Policy = SubscriptionPolicy.Report };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_came_before_filters_were_changed_is_news_where_both_let_it_in(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await story.FollowAsync(new SubscriptionWish());
        story.Catalogue.AddVersion(Number, Version("v2"), TimeProvider.System.GetUtcNow());

        await story.Store.ChangeAsync(id, Filter("SDXL 1.0"), Stop);
        await story.CheckAsync(id);

        (await story.NotesAsync(News)).ShouldHaveSingleItem().ShouldContain("v2");
        var found = await story.VersionsAsync();
        (found["v1"].State, found["v2"].State).ShouldBe((FoundState.Known, FoundState.Reported));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_look_that_counts_for_nothing_is_done_again_at_once_with_the_filters_of_now(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await story.FollowAsync(Filter("SD 1.5"));
        story.Catalogue.AddVersion(Number, Version("v2"), TimeProvider.System.GetUtcNow());
        Delay(story, times: 1);

        var (asked, checking) = (story.Asked, story.CheckAsync(id));
        await Eventually.TrueAsync(() => story.Asked > asked, Stop);
        await story.Store.ChangeAsync(id, Filter("SDXL 1.0"), Stop);
        var job = await checking;

        job.Result.ShouldNotBeNull(job.Error).ShouldContain("\"checked\":1,\"found\":1");
        (await story.NotesAsync(News)).ShouldHaveSingleItem().ShouldContain("v2");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_subscription_whose_every_look_counts_for_nothing_stays_as_it_is(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var (id, first) = await story.AddAsync(new SubscriptionWish());
        Delay(story, times: null);

        var (before, checking) = (story.Asked, story.RunAsync(first));
        foreach (var (filter, asked) in new[] { "SD 1.5", "Pony", "SDXL 1.0" }.Select((word, place) => (word, place)))
        {
            await Eventually.TrueAsync(() => story.Asked > before + asked, Stop);
            await story.Store.ChangeAsync(id, Filter(filter), Stop);
        }

        var job = await checking;
        job.Result.ShouldNotBeNull(job.Error).ShouldContain("\"checked\":0");
        story.Asked.ShouldBe(before + 3);
        var row = (await story.FindAsync(id))!;
        (row.State, row.CheckedAt).ShouldBe((SubscriptionState.New, null));
        (await story.VersionsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_not_to_be_fetched_any_more_was_reported(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await story.FollowAsync(Fetch with { MostVersionBytes = 1 });
        story.Catalogue.AddVersion(Number, Version("v2"), TimeProvider.System.GetUtcNow());
        await story.CheckAsync(id);
        var before = (await story.VersionsAsync())["v2"].State;

        await story.Store.ChangeAsync(id, Report, Stop);

        before.ShouldBe(FoundState.Waiting);
        var found = (await story.VersionsAsync())["v2"];
        (found.State, found.ReasonCode, found.Reason).ShouldBe((FoundState.Reported, null, null));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_version_is_taken_although_its_subscription_is_deleted_meanwhile(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await story.FollowAsync(new SubscriptionWish());
        var version = story.Catalogue.AddVersion(Number, Version("v2"), TimeProvider.System.GetUtcNow());
        await story.CheckAsync(id);
        story.AfterOrder = () => story.Store.DeleteAsync(id, Stop);

        var taken = await story.TakeAsync(id, version.Id);

        var order = (await story.OrdersAsync()).ShouldHaveSingleItem();
        (taken.State, taken.TaskId).ShouldBe((FoundState.Fetching, order.Id));
        (await story.VersionsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_download_that_ends_before_its_order_is_answered_was_fetched_and_not_here(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await story.FollowAsync(new SubscriptionWish());
        var version = story.Catalogue.AddVersion(Number, Version("v2"), TimeProvider.System.GetUtcNow());
        await story.CheckAsync(id);
        story.AfterOrder = story.CompleteAsync;

        var taken = await story.TakeAsync(id, version.Id);

        var order = (await story.OrdersAsync()).ShouldHaveSingleItem();
        (taken.State, taken.TaskId).ShouldBe((FoundState.Fetched, order.Id));
        (await story.VersionsAsync())["v2"].State.ShouldBe(FoundState.Fetched);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_check_fetched_counts_however_quick_it_was(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await story.FollowAsync(Fetch);
        story.Catalogue.AddVersion(Number, Version("v2"), TimeProvider.System.GetUtcNow());
        story.AfterOrder = story.CompleteAsync;

        var job = await story.CheckAsync(id);

        job.Result!.ShouldContain("\"fetching\":1");
        var found = (await story.VersionsAsync())["v2"];
        found.State.ShouldBe(FoundState.Fetched);
        // The limit of a day counts it.
        found.OrderedAt.ShouldNotBeNull();
    }

    // A file of SQLite has one writer at a time, who waits for no other in the midst of his work.
    [Fact]
    public async Task A_subscription_that_is_deleted_when_its_failure_is_written_costs_no_other_its_check()
    {
        Func<Task>? delete = null;
        await using var story = await StartAsync(DatabaseKind.PostgreSql, server, BeforeWriting(() => delete));
        var (deleted, other) = (await story.FollowAsync(new SubscriptionWish()), await story.FollowAsync(Fetch));
        story.Sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/models",
                Status = 400,
                Times = 1,
            }
        );
        delete = Once(() => story.Store.DeleteAsync(deleted, Stop));

        var job = await story.CheckAsync(deleted, other);

        job.State.ShouldBe(JobState.Completed, job.Error);
        job.Result!.ShouldContain("\"checked\":2");
        (await story.FindAsync(deleted)).ShouldBeNull();
        (await story.FindAsync(other))!.State.ShouldBe(SubscriptionState.Current);
    }

    [Fact]
    public async Task A_change_of_what_is_deleted_meanwhile_is_told_that_there_is_none()
    {
        Func<Task>? delete = null;
        await using var story = await StartAsync(DatabaseKind.PostgreSql, server, BeforeWriting(() => delete));
        var id = await story.FollowAsync(new SubscriptionWish());
        delete = Once(() => story.Store.DeleteAsync(id, Stop));

        var refused = await Should.ThrowAsync<LibraryException>(() => story.WatchedStore.ChangeAsync(id, Fetch, Stop));

        refused.Failure.Code.ShouldBe(FailureCode.NotFound);
        refused.Message.ShouldContain(id);
    }

    private static SubscriptionWish Filter(string baseModel) => new() { BaseModels = [baseModel] };

    private static void Delay(FollowingDatabase story, int? times) =>
        story.Sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/models",
                DelayMilliseconds = 3000,
                Times = times,
            }
        );

    // Just before a subscription's row is written.
    private static DatabaseGate BeforeWriting(Func<Func<Task>?> find) =>
        new(text => find() is { } act && text.Contains("UPDATE subscriptions ") ? act() : Task.CompletedTask);

    private static Func<Task> Once(Func<Task> act)
    {
        var isDone = 0;
        return () => Interlocked.Exchange(ref isDone, 1) == 0 ? act() : Task.CompletedTask;
    }
}
