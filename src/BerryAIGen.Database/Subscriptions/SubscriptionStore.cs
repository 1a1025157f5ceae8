using System.Text.Json;
using BerryAIGen.Database.Jobs;
using BerryAIGen.Library;
using BerryAIGen.Library.Subscriptions;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Subscriptions;

/// <summary>What a person wants to follow, and how; null leaves what is.</summary>
public sealed record SubscriptionWish
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Types { get; init; }

    public IReadOnlyList<string>? BaseModels { get; init; }

    public bool? Nsfw { get; init; }

    /// <summary>One of <see cref="SubscriptionPolicy"/>.</summary>
    public string? Policy { get; init; }

    /// <summary>0 for no limit; so are the other two.</summary>
    public long? MostVersionBytes { get; init; }

    public long? MostDayBytes { get; init; }

    public long? LeastFreeBytes { get; init; }

    public SubscriptionTarget? Target { get; init; }

    public bool? Enabled { get; init; }
}

/// <summary>The subscriptions: made, changed, taken away.</summary>
public sealed class SubscriptionStore(LibraryDatabase database, IJobEngine engine, TimeProvider time)
{
    private const int Most = 500;
    private const int MostName = 100;
    private const string Source = "civitai";

    /// <summary>Makes one, and begins to look what is there already.</summary>
    /// <param name="thing">What is followed.</param>
    /// <param name="since">What was published from here on counts as new; null for what comes from now on.</param>
    /// <param name="wish">How.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">It makes no sense, or there are too many.</exception>
    public async Task<(SubscriptionRow Row, JobRow Job)> AddAsync(
        FollowedThing thing,
        DateTime? since,
        SubscriptionWish wish,
        CancellationToken cancellationToken
    )
    {
        var checkedThing = (
            thing with
            {
                Types = wish.Types ?? [],
                BaseModels = wish.BaseModels ?? [],
                Nsfw = wish.Nsfw ?? false,
            }
        ).Checked();
        Check(wish);
        var row = new SubscriptionRow
        {
            Id = $"sub_{Guid.NewGuid():N}"[..16],
            Name = wish.Name?.Trim() ?? checkedThing.Describe(),
            Source = Source,
            Kind = checkedThing.Kind,
            Value = checkedThing.Value,
            Since = since,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        Apply(row, wish, checkedThing);
        await using (var context = database.CreateContext())
        {
            if (await context.Subscriptions.CountAsync(cancellationToken) >= Most)
                throw new LibraryException(
                    FailureCode.Conflict,
                    $"There are {Most} subscriptions already; delete one first."
                );
        }

        var job = await engine.EnqueueAsync(
            SubscriptionCheckJob.KindName,
            JsonSerializer.Serialize(
                new SubscriptionCheckOrder([row.Id]),
                SubscriptionTypes.Default.SubscriptionCheckOrder
            ),
            (context, _) =>
            {
                context.Subscriptions.Add(row);
                return Task.CompletedTask;
            },
            cancellationToken
        );
        return (row, job);
    }

    /// <summary>Changes one; what it follows stays.</summary>
    /// <exception cref="LibraryException">There is none of this id, or the change makes no sense.</exception>
    public async Task<SubscriptionRow> ChangeAsync(
        string id,
        SubscriptionWish wish,
        CancellationToken cancellationToken
    )
    {
        Check(wish);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await LockedSubscription.FindAsync(context, id, cancellationToken) ?? throw Unknown(id);
        var thing = SubscriptionJson.ThingOf(row);
        var (before, policy) = ((row.Types, row.BaseModels, row.Nsfw), row.Policy);
        Apply(
            row,
            wish,
            (
                thing with
                {
                    Types = wish.Types ?? thing.Types,
                    BaseModels = wish.BaseModels ?? thing.BaseModels,
                    Nsfw = wish.Nsfw ?? thing.Nsfw,
                }
            ).Checked()
        );
        // What the filters left out at the last look is no news, and what came after it nobody has looked for yet.
        if (before != (row.Types, row.BaseModels, row.Nsfw))
            row.Baseline = row.CheckedAt;
        await context.SaveChangesAsync(cancellationToken);
        if (policy == SubscriptionPolicy.Fetch && row.Policy == SubscriptionPolicy.Report)
            await WantedVersions.LeaveReportedAsync(context, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    /// <summary>Takes it away, with what it saw; what was fetched stays.</summary>
    /// <exception cref="LibraryException">There is none of this id.</exception>
    public async Task<SubscriptionRow> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await GetAsync(context, id, cancellationToken);
        await context.Subscriptions.Where(one => one.Id == id).ExecuteDeleteAsync(cancellationToken);
        return row;
    }

    /// <summary>The payload of a check, when all of them are subscriptions.</summary>
    /// <exception cref="LibraryException">One is not; the message names it.</exception>
    public async Task<string> PrepareCheckAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        foreach (var id in ids)
            await GetAsync(context, id, cancellationToken);
        return JsonSerializer.Serialize(
            new SubscriptionCheckOrder(ids),
            SubscriptionTypes.Default.SubscriptionCheckOrder
        );
    }

    internal static async Task<SubscriptionRow> GetAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) => await context.Subscriptions.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw Unknown(id);

    private static LibraryException Unknown(string id) => new(FailureCode.NotFound, $"There is no subscription {id}.");

    private static void Apply(SubscriptionRow row, SubscriptionWish wish, FollowedThing thing)
    {
        row.Name = wish.Name?.Trim() ?? row.Name;
        row.Types = SubscriptionJson.Write(thing.Types);
        row.BaseModels = SubscriptionJson.Write(thing.BaseModels);
        row.Nsfw = thing.Nsfw;
        row.Policy = wish.Policy ?? row.Policy;
        row.MostVersionBytes = LimitOf(wish.MostVersionBytes, row.MostVersionBytes);
        row.MostDayBytes = LimitOf(wish.MostDayBytes, row.MostDayBytes);
        row.LeastFreeBytes = LimitOf(wish.LeastFreeBytes, row.LeastFreeBytes);
        row.Target = wish.Target is null ? row.Target : SubscriptionJson.Write(wish.Target);
        row.Enabled = wish.Enabled ?? row.Enabled;
    }

    private static long? LimitOf(long? wished, long? before) =>
        wished is null ? before
        : wished == 0 ? null
        : wished;

    private static void Check(SubscriptionWish wish)
    {
        if (wish.Policy is { } policy && !SubscriptionPolicy.All.Contains(policy))
            throw Wrong($"policy is {string.Join(" or ", SubscriptionPolicy.All)}, not \"{policy}\".");
        if (wish.Name?.Trim() is { } name && (name.Length is 0 or > MostName || name.Any(char.IsControl)))
            throw Wrong($"A subscription's name has 1 to {MostName} characters.");
        if (wish.MostVersionBytes < 0 || wish.MostDayBytes < 0 || wish.LeastFreeBytes < 0)
            throw Wrong("A limit is a number of bytes, or 0 for none.");
    }

    private static LibraryException Wrong(string message) => new(FailureCode.Usage, message);
}
