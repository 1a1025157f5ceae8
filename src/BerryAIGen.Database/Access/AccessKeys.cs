using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Access;

/// <summary>The keys that open the server: made, found, withdrawn.</summary>
public sealed class AccessKeys(LibraryDatabase database, TimeProvider time)
{
    /// <summary>What every key begins with, so that it is known as one wherever it turns up.</summary>
    public const string Prefix = "berry_";

    public const int MaxNameLength = 64;

    // A key that another server withdrew is refused here after this time at the latest.
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan UseStep = TimeSpan.FromMinutes(5);
    private static readonly AccessScope[] Scopes = [AccessScope.Read, AccessScope.Write, AccessScope.Admin];

    private readonly ConcurrentDictionary<string, (AccessCaller Caller, long Since)> _known = [];

    /// <inheritdoc cref="AddAsync(string, string, string, CancellationToken)"/>
    public Task<(AccessKeyRow Key, string Text)> AddAsync(
        string name,
        string scope,
        CancellationToken cancellationToken
    ) => AddAsync(name, scope, audience: null, cancellationToken);

    /// <summary>Makes a key; the text is told this once and stored nowhere.</summary>
    /// <param name="name">What a person calls it.</param>
    /// <param name="scope">What it allows.</param>
    /// <param name="audience">Whom gates of generation let pass: one of <see cref="GateWords.Callers"/>; null for none of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">The name, the scope or the audience cannot be used, or the name is taken.</exception>
    public async Task<(AccessKeyRow Key, string Text)> AddAsync(
        string name,
        string scope,
        string? audience,
        CancellationToken cancellationToken
    )
    {
        var group = audience is null ? null : GateWords.Require("audience of a key", audience, GateWords.Callers);
        var wanted = Scopes.Where(one => Word(one).Equals(scope, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (wanted.Length == 0)
            throw Wrong($"A key's scope is read, write or admin, not \"{scope}\".");
        if (name.Trim() is not { Length: > 0 and <= MaxNameLength } plain || plain.Any(char.IsControl))
            throw Wrong($"A key needs a name of 1 to {MaxNameLength} characters, such as \"laptop\".");
        var text = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var key = new AccessKeyRow
        {
            Id = Guid.NewGuid().ToString("N")[..12],
            Name = plain,
            Hash = HashOf(text),
            Scope = Word(wanted[0]),
            Audience = group,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        await using var context = database.CreateContext();
        if (await IsTakenAsync(context, plain, cancellationToken))
            throw Taken(plain, null);
        context.AccessKeys.Add(key);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException problem)
        {
            // Somebody else took the name in the same moment.
            await using var other = database.CreateContext();
            if (await IsTakenAsync(other, plain, cancellationToken))
                throw Taken(plain, problem);
            throw;
        }

        return (key, text);
    }

    /// <summary>All that were made, the newest first, also those that were withdrawn.</summary>
    public async Task<IReadOnlyList<AccessKeyRow>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        return await context
            .AccessKeys.AsNoTracking()
            .OrderByDescending(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Whether any key is valid.</summary>
    /// <param name="scope">Of this scope; null for any.</param>
    /// <param name="cancellationToken">Gives up looking.</param>
    public async Task<bool> AnyAsync(AccessScope? scope, CancellationToken cancellationToken)
    {
        var word = scope is { } one ? Word(one) : null;
        await using var context = database.CreateContext();
        return await context.AccessKeys.AnyAsync(
            row => row.RevokedAt == null && (word == null || row.Scope == word),
            cancellationToken
        );
    }

    /// <summary>Withdraws a key, by id or name, and ends the pages that were opened with it.</summary>
    /// <param name="idOrName">An id goes before a name that reads like it.</param>
    /// <param name="keepsAdmin">Whether the last key of scope admin stays.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="LibraryException">There is no such key, or it must stay.</exception>
    public async Task<AccessKeyRow> RevokeAsync(string idOrName, bool keepsAdmin, CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var valid = context.AccessKeys.Where(row => row.RevokedAt == null);
        var key =
            await valid.FirstOrDefaultAsync(row => row.Id == idOrName, cancellationToken)
            ?? await valid.FirstOrDefaultAsync(row => row.Name == idOrName, cancellationToken)
            ?? throw new LibraryException(FailureCode.NotFound, $"There is no key \"{idOrName}\".");
        var admin = Word(AccessScope.Admin);
        if (
            keepsAdmin
            && key.Scope == admin
            && !await valid.AnyAsync(row => row.Scope == admin && row.Id != key.Id, cancellationToken)
        )
            throw new LibraryException(
                FailureCode.Conflict,
                $"\"{key.Name}\" is the last key of scope admin: make another one first, or withdraw it at the server itself."
            );
        key.RevokedAt = time.GetUtcNow().UtcDateTime;
        await context.SaveChangesAsync(cancellationToken);
        await context.AccessSessions.Where(row => row.KeyId == key.Id).ExecuteDeleteAsync(cancellationToken);
        _known.Clear();
        return key;
    }

    /// <summary>Whose key this is; null when it opens nothing.</summary>
    public async Task<AccessCaller?> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var hash = HashOf(text);
        if (_known.TryGetValue(hash, out var known) && time.GetElapsedTime(known.Since) < Remembered)
            return known.Caller;
        await using var context = database.CreateContext();
        var row = await context
            .AccessKeys.AsNoTracking()
            .FirstOrDefaultAsync(row => row.Hash == hash && row.RevokedAt == null, cancellationToken);
        _known.TryRemove(hash, out _);
        if (row is null)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        if (row.LastUsedAt is not { } last || now - last > UseStep)
            await context
                .AccessKeys.Where(one => one.Id == row.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.LastUsedAt, now), cancellationToken);
        var caller = CallerOf(row);
        _known[hash] = (caller, time.GetTimestamp());
        return caller;
    }

    internal static AccessCaller CallerOf(AccessKeyRow row) =>
        new(row.Id, row.Name, Scopes.First(scope => Word(scope) == row.Scope)) { Group = row.Audience };

    internal static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>How a scope is written.</summary>
    public static string Word(AccessScope scope) => scope.ToString().ToLowerInvariant();

    private static Task<bool> IsTakenAsync(LibraryContext context, string name, CancellationToken cancellationToken) =>
        context.AccessKeys.AnyAsync(row => row.Name == name && row.RevokedAt == null, cancellationToken);

    private static LibraryException Taken(string name, Exception? problem) =>
        new(
            FailureCode.Conflict,
            $"There is a key \"{name}\" already: choose another name, or withdraw that one first.",
            problem
        );

    private static LibraryException Wrong(string message) => new(FailureCode.Usage, message);
}

/// <summary>Who asks.</summary>
/// <param name="KeyId">The key; null on a server that asks for none.</param>
/// <param name="Name">What the key is called, or <c>local</c>.</param>
/// <param name="Scope">What is allowed.</param>
public sealed record AccessCaller(string? KeyId, string Name, AccessScope Scope)
{
    /// <summary>The audience that the key says; null when it says none.</summary>
    public string? Group { get; init; }

    /// <summary>Whom gates take the caller for: who may do everything is a moderator.</summary>
    public string? Audience => Scope == AccessScope.Admin ? GateWords.Moderators : Group;
}
