using BerryAIGen.Library;
using BerryAIGen.Library.Webhooks;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Webhooks;

/// <summary>What a person wants of a webhook; null leaves what is.</summary>
/// <param name="Name">For people.</param>
/// <param name="Url">Where to.</param>
/// <param name="Kinds">The words of <see cref="WebhookKinds"/>.</param>
/// <param name="Enabled">Whether it is told anything.</param>
public sealed record WebhookWish(string? Name, string? Url, IReadOnlyList<string>? Kinds, bool? Enabled);

/// <summary>The webhooks: made, changed, taken away.</summary>
public sealed class WebhookStore(LibraryDatabase database, BerryLibrary library, TimeProvider time)
{
    private const int Most = 100;
    private const int MostName = 100;

    // Receivers need time to learn the new secret.
    private static readonly TimeSpan OldSecretKept = TimeSpan.FromDays(1);

    /// <summary>Makes one; its secret is told this once.</summary>
    /// <exception cref="LibraryException">It makes no sense, or its address leads to a private network.</exception>
    public async Task<(WebhookRow Row, string Secret)> AddAsync(
        WebhookWish wish,
        string? secret,
        CancellationToken cancellationToken
    )
    {
        var address = await AddressOfAsync(wish, cancellationToken);
        var own = secret is null ? WebhookSecret.New() : WebhookSecret.Parse(secret);
        await using var context = database.CreateContext();
        if (await context.Webhooks.CountAsync(cancellationToken) >= Most)
            throw new LibraryException(FailureCode.Conflict, $"There are {Most} webhooks already; delete one first.");
        var row = new WebhookRow
        {
            Id = $"wh_{Guid.NewGuid():N}"[..15],
            Name = NameOf(wish) ?? address.Host,
            Url = address.AbsoluteUri,
            Secret = own.Reveal(),
            Kinds = WebhookJson.Write(WebhookKinds.Check(wish.Kinds ?? ["*"])),
            Enabled = wish.Enabled ?? true,
            LastEvent = await LastEventAsync(context, cancellationToken),
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        context.Webhooks.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return (row, own.Reveal());
    }

    /// <summary>All, the oldest first.</summary>
    public async Task<IReadOnlyList<WebhookRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .Webhooks.AsNoTracking()
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
    }

    /// <exception cref="LibraryException">There is none of this id.</exception>
    public async Task<WebhookRow> GetAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await GetAsync(context, id, cancellationToken);
    }

    /// <summary>Changes one. Who enables it hears of what happens from then on.</summary>
    /// <exception cref="LibraryException">There is none of this id, or the change makes no sense.</exception>
    public async Task<WebhookRow> ChangeAsync(string id, WebhookWish wish, CancellationToken cancellationToken)
    {
        var address = wish.Url is null ? null : await AddressOfAsync(wish, cancellationToken);
        var kinds = wish.Kinds is null ? null : WebhookJson.Write(WebhookKinds.Check(wish.Kinds));
        var name = NameOf(wish);
        await using var context = database.CreateContext();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await GetAsync(context, id, cancellationToken);
        row.Name = name ?? row.Name;
        row.Url = address?.AbsoluteUri ?? row.Url;
        row.Kinds = kinds ?? row.Kinds;
        if (wish.Enabled == true && !row.Enabled)
        {
            (row.DisabledBecause, row.FailingSince) = (null, null);
            row.LastEvent = await LastEventAsync(context, cancellationToken);
        }

        row.Enabled = wish.Enabled ?? row.Enabled;
        await context.SaveChangesAsync(cancellationToken);
        if (wish.Enabled == false)
            await WebhookDeliveries.GiveUpAsync(context, id, time.GetUtcNow().UtcDateTime, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row;
    }

    /// <summary>Gives it another secret; the one before signs as well for a day.</summary>
    /// <exception cref="LibraryException">There is none of this id, or the secret is none.</exception>
    public async Task<(WebhookRow Row, string Secret)> RotateAsync(
        string id,
        string? secret,
        CancellationToken cancellationToken
    )
    {
        var own = secret is null ? WebhookSecret.New() : WebhookSecret.Parse(secret);
        await using var context = database.CreateContext();
        var row = await GetAsync(context, id, cancellationToken);
        if (row.Secret == own.Reveal())
            throw new LibraryException(FailureCode.Conflict, "The webhook has this secret already.");
        (row.OldSecret, row.Secret) = (row.Secret, own.Reveal());
        row.OldSecretUntil = time.GetUtcNow().UtcDateTime + OldSecretKept;
        await context.SaveChangesAsync(cancellationToken);
        return (row, own.Reveal());
    }

    /// <summary>Takes it away, with its log.</summary>
    /// <exception cref="LibraryException">There is none of this id.</exception>
    public async Task<WebhookRow> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await GetAsync(context, id, cancellationToken);
        await context.Webhooks.Where(one => one.Id == id).ExecuteDeleteAsync(cancellationToken);
        return row;
    }

    internal static async Task<WebhookRow> GetAsync(
        LibraryContext context,
        string id,
        CancellationToken cancellationToken
    ) =>
        await context.Webhooks.FirstOrDefaultAsync(row => row.Id == id, cancellationToken)
        ?? throw new LibraryException(FailureCode.NotFound, $"There is no webhook {id}.");

    private static async Task<long> LastEventAsync(LibraryContext context, CancellationToken cancellationToken) =>
        await context.Events.MaxAsync(row => (long?)row.Id, cancellationToken) ?? 0;

    private async Task<Uri> AddressOfAsync(WebhookWish wish, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(wish.Url)
            ? throw new LibraryException(FailureCode.Usage, "A webhook needs \"url\", the address that is told.")
            : await library.Webhooks.CheckAsync(wish.Url, cancellationToken);

    private static string? NameOf(WebhookWish wish) =>
        wish.Name is null ? null
        : wish.Name.Trim() is { Length: > 0 and <= MostName } plain && !plain.Any(char.IsControl) ? plain
        : throw new LibraryException(FailureCode.Usage, $"A webhook's name has 1 to {MostName} characters.");
}
