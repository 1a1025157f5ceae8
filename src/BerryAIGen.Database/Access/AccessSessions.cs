using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Access;

/// <summary>The pages that were opened with a key: a cookie stands for the key, so that no script ever sees it.</summary>
public sealed class AccessSessions(LibraryDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <returns>What the cookie holds, and until when it counts.</returns>
    public async Task<(string Token, DateTime ExpiresAt)> OpenAsync(
        AccessCaller caller,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow().UtcDateTime;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var session = new AccessSessionRow
        {
            Hash = AccessKeys.HashOf(token),
            KeyId = caller.KeyId!,
            CreatedAt = now,
            ExpiresAt = now + Lifetime,
        };
        await using var context = database.CreateContext();
        await context.AccessSessions.Where(row => row.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        context.AccessSessions.Add(session);
        await context.SaveChangesAsync(cancellationToken);
        return (token, session.ExpiresAt);
    }

    /// <summary>Who opened it; null when it is over or never was.</summary>
    public async Task<AccessCaller?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (AccessKeys.HashOf(token), time.GetUtcNow().UtcDateTime);
        await using var context = database.CreateContext();
        var keys =
            from session in context.AccessSessions
            join key in context.AccessKeys on session.KeyId equals key.Id
            where session.Hash == hash && session.ExpiresAt > now && key.RevokedAt == null
            select key;
        return await keys.AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } row
            ? AccessKeys.CallerOf(row)
            : null;
    }

    public async Task CloseAsync(string token, CancellationToken cancellationToken)
    {
        var hash = AccessKeys.HashOf(token);
        await using var context = database.CreateContext();
        await context.AccessSessions.Where(row => row.Hash == hash).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>What a page sends with every change, to show that it is the page: other sites cannot read it.</summary>
    public static string ProofFor(string token) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "change"u8));

    /// <summary>Compares without telling by its time how much was right.</summary>
    public static bool IsProof(string token, string? proof) =>
        proof is not null
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(proof),
            Encoding.UTF8.GetBytes(ProofFor(token))
        );
}
