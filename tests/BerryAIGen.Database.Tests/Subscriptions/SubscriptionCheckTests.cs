using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Subscriptions;
using BerryAIGen.Sandbox.Faults;
using BerryAIGen.Testing;
using static BerryAIGen.Database.Tests.Subscriptions.FollowingDatabase;

namespace BerryAIGen.Database.Tests.Subscriptions;

/// <summary>Checks while people and other checks write of the same subscription.</summary>
public sealed class SubscriptionCheckTests(PostgreSqlServer server)
{
    private static readonly SubscriptionWish Fetch = new() { Policy = SubscriptionPolicy.Fetch };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_found_is_ordered_one_after_the_other(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story);

        var job = await story.CheckAsync(id);

        job.State.ShouldBe(JobState.Completed, job.Error);
        (await story.OrdersAsync()).Count.ShouldBe(2);
        var found = await story.VersionsAsync();
        (found["v2"].State, found["v3"].State).ShouldBe((FoundState.Fetching, FoundState.Fetching));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_subscription_that_is_deleted_while_its_versions_are_ordered_orders_no_more(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story);
        story.AfterOrder = () => story.Store.DeleteAsync(id, Stop);

        var job = await story.CheckAsync(id);

        job.State.ShouldBe(JobState.Completed, job.Error);
        (await story.OrdersAsync()).ShouldHaveSingleItem();
        (await story.VersionsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_subscription_that_is_changed_while_its_versions_are_ordered_is_obeyed(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story);
        story.AfterOrder = () =>
            story.Store.ChangeAsync(id, new SubscriptionWish { Policy = SubscriptionPolicy.Report }, Stop);

        await story.CheckAsync(id);

        (await story.OrdersAsync()).ShouldHaveSingleItem();
        var found = await story.VersionsAsync();
        (found["v2"].State, found["v3"].State).ShouldBe((FoundState.Fetching, FoundState.Reported));
        (await story.FindAsync(id))!.State.ShouldBe(SubscriptionState.Current);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_new_limit_counts_for_what_is_ordered_next(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story);
        story.AfterOrder = () => story.Store.ChangeAsync(id, new SubscriptionWish { MostVersionBytes = 1 }, Stop);

        await story.CheckAsync(id);

        (await story.OrdersAsync()).ShouldHaveSingleItem();
        (await story.VersionsAsync())["v3"].State.ShouldBe(FoundState.Waiting);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_somebody_else_decided_of_a_version_meanwhile_stays(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story);
        story.AfterOrder = async () =>
        {
            await story.ChangeAsync("v2", FoundState.Here);
            await story.ChangeAsync("v3", FoundState.Refused);
        };

        await story.CheckAsync(id);

        (await story.OrdersAsync()).ShouldHaveSingleItem();
        var found = await story.VersionsAsync();
        (found["v2"].State, found["v3"].State).ShouldBe((FoundState.Here, FoundState.Refused));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Several_checks_at_once_write_and_tell_each_version_once(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story, new SubscriptionWish());
        // All of them have read what is known before the first one has its answer.
        story.Sandbox.Server.Faults.Add(new Fault { Path = "/api/v1/models", DelayMilliseconds = 1500 });

        var jobs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => story.CheckAsync(id), Stop)));

        jobs.ShouldAllBe(
            job => job.State == JobState.Completed,
            jobs.FirstOrDefault(job => job.Error is not null)?.Error
        );
        (await story.VersionsAsync()).Count.ShouldBe(3);
        (await story.NotesAsync("subscription_version")).Count.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_look_of_a_subscription_that_asks_for_other_things_by_now_counts_for_nothing(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story, new SubscriptionWish());
        story.Sandbox.Server.Faults.Add(
            new Fault
            {
                Path = "/api/v1/models",
                DelayMilliseconds = 3000,
                Times = 1,
            }
        );
        var asked = story.Sandbox.Server.Requests.All.Count;

        var checking = story.CheckAsync(id);
        await Eventually.TrueAsync(() => story.Sandbox.Server.Requests.All.Count > asked, Stop);
        await story.Store.ChangeAsync(id, new SubscriptionWish { BaseModels = ["SD 1.5"] }, Stop);
        await checking;

        (await story.NotesAsync("subscription_version")).ShouldBeEmpty();
        (await story.VersionsAsync()).Keys.ShouldBe(["v1"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_wider_filters_let_in_is_no_news_and_what_comes_after_is(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await story.FollowAsync(new SubscriptionWish { BaseModels = ["SD 1.5"] });

        await story.Store.ChangeAsync(id, new SubscriptionWish { BaseModels = [] }, Stop);
        await story.CheckAsync(id);
        var before = await story.NotesAsync("subscription_version");
        story.Catalogue.AddVersion(Number, Version("v2"), TimeProvider.System.GetUtcNow().AddMinutes(1));
        await story.CheckAsync(id);

        before.ShouldBeEmpty();
        (await story.NotesAsync("subscription_version")).ShouldHaveSingleItem().ShouldContain("v2");
        var found = await story.VersionsAsync();
        (found["v1"].State, found["v2"].State).ShouldBe((FoundState.Known, FoundState.Reported));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_full_disk_stops_a_subscription_at_once_with_its_reason_and_says_so_once(DatabaseKind kind)
    {
        const string full = "The disk /models is full: 1.0 GiB are needed";
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story);
        await story.CheckAsync(id);
        var orders = await story.OrdersAsync();
        var before = (await story.FindAsync(id))!.State;

        foreach (var order in orders)
            await story.FailAsync(order.Id, "disk", full + ".");

        before.ShouldBe(SubscriptionState.Current);
        var row = (await story.FindAsync(id))!;
        (row.State, row.Reason).ShouldBe((SubscriptionState.Stopped, full));
        (await story.NotesAsync("subscription_stopped")).ShouldHaveSingleItem().ShouldContain(full);
        var found = await story.VersionsAsync();
        (found["v2"].State, found["v2"].ReasonCode, found["v2"].Reason).ShouldBe((FoundState.Waiting, "disk", full));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Another_failure_stops_no_subscription(DatabaseKind kind)
    {
        await using var story = await StartAsync(kind, server);
        var id = await FollowedAsync(story);
        await story.CheckAsync(id);

        foreach (var order in await story.OrdersAsync())
            await story.FailAsync(order.Id, "policy", "It runs code.");

        (await story.FindAsync(id))!.State.ShouldBe(SubscriptionState.Current);
        (await story.VersionsAsync())["v2"].State.ShouldBe(FoundState.Refused);
    }

    // Somebody follows the creator, and two versions come.
    private static async Task<string> FollowedAsync(FollowingDatabase story, SubscriptionWish? wish = null)
    {
        var id = await story.FollowAsync(wish ?? Fetch);
        var now = TimeProvider.System.GetUtcNow();
        story.Catalogue.AddVersion(Number, Version("v2"), now.AddMinutes(1));
        story.Catalogue.AddVersion(Number, Version("v3"), now.AddMinutes(2));
        return id;
    }
}
