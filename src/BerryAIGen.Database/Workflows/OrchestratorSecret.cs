using BerryAIGen.Database.Settings;
using BerryAIGen.Generation.Orchestrators.Own;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Workflows;

/// <summary>What the addresses of blobs are signed with: made once, and the same for all servers of a database.</summary>
public sealed class OrchestratorSecret(LibraryDatabase database, TimeProvider time)
{
    private const string Key = "orchestrator/secret";

    private BlobTokens? _tokens;

    public async Task<BlobTokens> GetAsync(CancellationToken cancellationToken) =>
        _tokens ??= new BlobTokens(Convert.FromBase64String(await ReadAsync(cancellationToken)));

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is { } known)
            return known;
        try
        {
            await using var context = database.CreateContext();
            context.Settings.Add(
                new SettingRow
                {
                    Key = Key,
                    Value = $"\"{Convert.ToBase64String(BlobTokens.NewSecret())}\"",
                    UpdatedAt = time.GetUtcNow().UtcDateTime,
                }
            );
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another server was first, and its secret is everybody's.
        }

        return await FindAsync(cancellationToken)
            ?? throw new InvalidOperationException("The secret of the orchestrator was not written.");
    }

    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        await using var context = database.CreateContext();
        var row = await context.Settings.AsNoTracking().FirstOrDefaultAsync(one => one.Key == Key, cancellationToken);
        return row?.Value.Trim('"');
    }
}
