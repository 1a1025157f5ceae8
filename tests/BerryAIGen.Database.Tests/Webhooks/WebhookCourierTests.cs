using BerryAIGen.Database.Events;
using BerryAIGen.Database.Webhooks;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Scripted;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Webhooks;

public sealed class WebhookCourierTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task An_event_is_written_down_once_and_taken_by_one(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await using var story = await StoryAsync(database);
        await story.HappenAsync("job.completed", "download.progress", "job.running", "notification.added");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => story.Feed.FillAsync(Stop)));
        var due = await story.Deliveries.FindDueAsync(null, 100, Stop);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => story.Courier.SendAsync(due[0], Stop)));

        due.Select(row => row.Kind).ShouldBe(["job.completed", "job.running", "notification.added"], ignoreOrder: true);
        story.Receiver.Requests.Count.ShouldBe(1);
        (await story.ReadAsync(due[0].Id)).State.ShouldBe("delivered");
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task What_is_never_taken_is_sent_ten_times_and_then_given_up(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await using var story = await StoryAsync(database, ScriptedAnswer.Text("no", 500));
        await story.HappenAsync("job.completed");
        await story.Feed.FillAsync(Stop);

        var began = story.Time.GetUtcNow();
        while (await story.SendDueAsync()) { }

        story.Receiver.Requests.Count.ShouldBe(10);
        story.Receiver.Requests.Select(told => told.Header("webhook-id")).Distinct().ShouldHaveSingleItem();
        (story.Time.GetUtcNow() - began).TotalHours.ShouldBeInRange(75.5, 75.6 * 1.2);
        var row = await story.SingleAsync();
        (row.State, row.NextAt).ShouldBe(("failed", null));
        WebhookJson.ReadAttempts(row.Attempts).Count.ShouldBe(10);
        (await story.WebhookAsync()).Enabled.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_takes_nothing_for_five_days_is_told_nothing_more()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        await using var story = await StoryAsync(database, ScriptedAnswer.Text("no", 500));
        await story.HappenAsync("job.completed");
        await story.Feed.FillAsync(Stop);
        while (await story.SendDueAsync()) { }
        story.Time.Advance(TimeSpan.FromDays(3));

        await story.HappenAsync("job.completed", "job.running");
        await story.Feed.FillAsync(Stop);
        await story.SendDueAsync();

        var webhook = await story.WebhookAsync();
        webhook.Enabled.ShouldBeFalse();
        webhook.DisabledBecause!.ShouldContain("5 days");
        await using var context = database.Library.CreateContext();
        (await context.WebhookDeliveries.Select(row => row.State).Distinct().ToListAsync(Stop)).ShouldBe(["failed"]);
        (await context.Notifications.SingleAsync(Stop)).Kind.ShouldBe("webhook_disabled");
        (await story.Feed.FillAsync(Stop)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wish_to_be_asked_later_is_obeyed()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        await using var story = await StoryAsync(
            database,
            ScriptedAnswer.Text("later", 429).With("Retry-After", "600")
        );
        await story.HappenAsync("job.completed");
        await story.Feed.FillAsync(Stop);

        await story.Courier.SendAsync((await story.Deliveries.FindDueAsync(null, 1, Stop)).Single(), Stop);

        var row = await story.SingleAsync();
        (row.NextAt!.Value - story.Time.GetUtcNow().UtcDateTime).TotalSeconds.ShouldBe(600, 0.001);
    }

    [Fact]
    public async Task Of_an_answer_only_the_beginning_is_kept_and_a_name_that_leads_inside_is_refused_when_it_is_used()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        await using var story = await StoryAsync(database, ScriptedAnswer.Text(new string('x', 50_000) + "\u0007"));
        var id = (await story.WebhookAsync()).Id;

        var test = await story.Courier.TestAsync(id, Stop);
        // As if the name had led elsewhere when the webhook was made.
        await using (var context = database.Library.CreateContext())
            await context.Webhooks.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Url, $"http://{Environment.MachineName}:{story.Receiver.Url.Port}/"),
                Stop
            );
        var moved = await story.Courier.TestAsync(id, Stop);

        WebhookJson.ReadAttempts(test.Attempts).Single().Answer!.Length.ShouldBe(1024);
        var refused = WebhookJson.ReadAttempts(moved.Attempts).Single();
        refused.Status.ShouldBeNull();
        refused.Error!.ShouldContain("private network");
        story.Receiver.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Each_webhook_has_its_turn_however_much_waits_for_a_slow_one(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await using var story = await StoryAsync(database);
        var slow = await story.WebhookAsync();
        await story.HappenAsync([.. Enumerable.Repeat("job.completed", 200)]);
        await story.Feed.FillAsync(Stop);
        story.Time.Advance(TimeSpan.FromSeconds(1));
        var wish = new WebhookWish("other", story.Receiver.At("/hook").AbsoluteUri, ["*"], null);
        var (other, _) = await story.Store.AddAsync(wish, secret: null, Stop);
        await story.HappenAsync("job.running");
        await story.Feed.FillAsync(Stop);

        var waiting = await story.Deliveries.FindWaitingAsync(Stop);
        var due = await story.Deliveries.FindDueAsync(other.Id, 20, Stop);
        await story.Courier.SendAsync(due.Single(), Stop);
        var left = await story.Deliveries.FindWaitingAsync(Stop);

        waiting.ShouldBe([slow.Id, other.Id]);
        due.Single().Kind.ShouldBe("job.running");
        left.ShouldBe([slow.Id]);
    }

    [Fact]
    public async Task What_was_over_for_a_month_is_forgotten()
    {
        using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite, server);
        await using var story = await StoryAsync(database);
        await story.HappenAsync("job.completed");
        await story.Feed.FillAsync(Stop);
        await story.SendDueAsync();

        var early = await story.Deliveries.ForgetAsync(Stop);
        story.Time.Advance(TimeSpan.FromDays(31));
        var late = await story.Deliveries.ForgetAsync(Stop);

        (early, late).ShouldBe((0, 1));
    }

    private static async Task<Story> StoryAsync(TestDatabase database, params ScriptedAnswer[] answers)
    {
        var receiver = await ScriptedServer.StartAsync();
        receiver.On("/hook", answers.Length == 0 ? [ScriptedAnswer.Text("thanks")] : answers);
        var story = new Story(database.Library, receiver);
        var wish = new WebhookWish("test", receiver.At("/hook").AbsoluteUri, ["*"], null);
        await story.Store.AddAsync(wish, secret: null, Stop);
        return story;
    }

    private sealed class Story(LibraryDatabase database, ScriptedServer receiver) : IAsyncDisposable
    {
        private readonly BerryLibrary _library = new(
            new LibraryOptions { AllowedHosts = [$"127.0.0.1:{receiver.Url.Port}"] }
        );

        public ScriptedServer Receiver => receiver;

        public StoppedTime Time { get; } = new();

        public WebhookStore Store => new(database, _library, Time);

        public WebhookFeed Feed => new(database, Time);

        public WebhookDeliveries Deliveries => new(database, Time);

        public WebhookCourier Courier => new(database, _library, Deliveries, Time, new Random(7));

        public async Task HappenAsync(params string[] kinds)
        {
            await using var context = database.CreateContext();
            foreach (var kind in kinds)
                context.Events.Add(new EventRow { At = Time.GetUtcNow().UtcDateTime, Kind = kind });
            await context.SaveChangesAsync(Stop);
        }

        /// <summary>Waits until the next one is due and sends it; false when there is none.</summary>
        public async Task<bool> SendDueAsync()
        {
            await using (var context = database.CreateContext())
            {
                var next = await context.WebhookDeliveries.MinAsync(row => row.NextAt, Stop);
                if (next is null)
                    return false;
                if (next > Time.GetUtcNow().UtcDateTime)
                    Time.Advance(next.Value - Time.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(1));
            }

            foreach (var due in await Deliveries.FindDueAsync(null, 1, Stop))
                await Courier.SendAsync(due, Stop);
            return true;
        }

        public async Task<WebhookDeliveryRow> ReadAsync(string id)
        {
            await using var context = database.CreateContext();
            return await context.WebhookDeliveries.SingleAsync(row => row.Id == id, Stop);
        }

        public async Task<WebhookDeliveryRow> SingleAsync()
        {
            await using var context = database.CreateContext();
            return await context.WebhookDeliveries.SingleAsync(Stop);
        }

        public async Task<WebhookRow> WebhookAsync()
        {
            await using var context = database.CreateContext();
            return await context.Webhooks.SingleAsync(Stop);
        }

        public async ValueTask DisposeAsync()
        {
            _library.Dispose();
            await receiver.DisposeAsync();
        }
    }

    /// <summary>A clock that only a test moves; what waits, waits by the real one.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }
}
