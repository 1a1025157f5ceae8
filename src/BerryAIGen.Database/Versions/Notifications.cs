using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BerryAIGen.Database.Events;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Versions;

/// <summary>What a person should hear of: it waits until somebody says that it is read.</summary>
public sealed class Notifications(LibraryDatabase database, TimeProvider time)
{
    /// <summary>Told to those who listen whenever some were added.</summary>
    public const string Added = "notification.added";

    private const int Usual = 100;

    // Who wants to know more asks for the list.
    private const int MostTold = 20;

    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = VersionsJson.Default,
    };

    /// <summary>A page of them, the newest first.</summary>
    /// <param name="owner">Who asks: what is another's alone is not told.</param>
    /// <param name="unread">True only those that nobody has read, false only those that somebody has; null for all.</param>
    /// <param name="offset">How many to leave out; null for none.</param>
    /// <param name="limit">The most wanted; null for a hundred.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Library.LibraryException">There is no such page.</exception>
    public async Task<NotificationPage> ListAsync(
        string owner,
        bool? unread,
        int? offset,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        ListPage.Check(offset, limit);
        await using var context = database.CreateContext();
        var rows = For(context, owner).AsNoTracking();
        var wanted = unread is { } only ? rows.Where(row => row.ReadAt == null == only) : rows;
        return new NotificationPage(
            await wanted
                .OrderByDescending(row => row.Id)
                .Skip(offset ?? 0)
                .Take(limit ?? Usual)
                .ToListAsync(cancellationToken),
            await wanted.CountAsync(cancellationToken),
            await rows.CountAsync(row => row.ReadAt == null, cancellationToken)
        );
    }

    /// <summary>Marks them as read.</summary>
    /// <param name="owner">Who has read them.</param>
    /// <param name="ids">Which; none means all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>How many were not read before.</returns>
    public async Task<int> MarkReadAsync(string owner, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var context = database.CreateContext();
        var rows = For(context, owner).Where(row => row.ReadAt == null);
        if (ids.Count > 0)
            rows = rows.Where(row => ids.Contains(row.Id));
        return await rows.ExecuteUpdateAsync(
            set => set.SetProperty(row => row.ReadAt, (DateTime?)now),
            cancellationToken
        );
    }

    private static IQueryable<NotificationRow> For(LibraryContext context, string owner) =>
        context.Notifications.Where(row => row.Owner == null || row.Owner == owner);

    /// <summary>Adds them, all for one or all for everybody, to the caller's transaction, where what else was added is saved; the last thing to do in it.</summary>
    internal static async Task AddAsync(
        LibraryContext context,
        IReadOnlyCollection<NotificationRow> rows,
        CancellationToken cancellationToken
    )
    {
        if (rows.Count == 0)
            return;
        context.Notifications.AddRange(rows);
        // Their numbers are told with them.
        await context.SaveChangesAsync(cancellationToken);
        var told = new EventRow
        {
            At = rows.First().At,
            Kind = Added,
            Owner = rows.First().Owner,
            Body = new JsonObject
            {
                ["count"] = rows.Count,
                ["notifications"] = new JsonArray([.. rows.Take(MostTold).Select(Describe)]),
            }.ToJsonString(Readable),
        };
        await EventLog.AddAsync(context, told, cancellationToken);
    }

    private static JsonObject Describe(NotificationRow row) =>
        new()
        {
            ["id"] = row.Id,
            ["kind"] = row.Kind,
            ["model_id"] = row.ModelId,
            ["message"] = row.Message,
            ["details"] = row.Details is null ? null : JsonNode.Parse(row.Details),
        };
}

/// <param name="Items">Those of the page.</param>
/// <param name="TotalCount">How many there are of those that were asked for.</param>
/// <param name="UnreadCount">How many nobody has read.</param>
public sealed record NotificationPage(IReadOnlyList<NotificationRow> Items, int TotalCount, int UnreadCount);
