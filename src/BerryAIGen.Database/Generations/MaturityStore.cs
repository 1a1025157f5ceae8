using System.Text.Json;
using BerryAIGen.Database.Settings;
using BerryAIGen.Generation.Maturity;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Generations;

/// <summary>What each person asks for and sees at most.</summary>
public sealed class MaturityStore(LibraryDatabase database, TimeProvider time)
{
    /// <summary>A person's limits, or the usual ones.</summary>
    public async Task<MaturityLimits> GetAsync(string owner, CancellationToken cancellationToken)
    {
        var key = KeyOf(owner);
        await using var context = database.CreateContext();
        var value = await context
            .Settings.AsNoTracking()
            .Where(row => row.Key == key)
            .Select(row => row.Value)
            .FirstOrDefaultAsync(cancellationToken);
        return value is null
            ? new MaturityLimits()
            : JsonSerializer.Deserialize(value, GenerationJson.Default.MaturityLimits)!;
    }

    /// <summary>Changes a person's limits; what is null stays.</summary>
    /// <exception cref="Library.LibraryException">A word is none of those that there are.</exception>
    public async Task<MaturityLimits> ChangeAsync(
        string owner,
        string? request,
        string? browsing,
        string? above,
        CancellationToken cancellationToken
    )
    {
        var key = KeyOf(owner);
        await using var context = database.CreateContext();
        await using var transaction = await context.LockSettingsAsync(key, cancellationToken);
        var row = await context.Settings.FirstOrDefaultAsync(one => one.Key == key, cancellationToken);
        var before = row is null
            ? new MaturityLimits()
            : JsonSerializer.Deserialize(row.Value, GenerationJson.Default.MaturityLimits)!;
        var after = new MaturityLimits
        {
            Request = request ?? before.Request,
            Browsing = browsing ?? before.Browsing,
            Above = above ?? before.Above,
        }.Checked();
        var value = JsonSerializer.Serialize(after, GenerationJson.Default.MaturityLimits);
        var now = time.GetUtcNow().UtcDateTime;
        if (row is null)
            context.Settings.Add(
                new SettingRow
                {
                    Key = key,
                    Value = value,
                    UpdatedAt = now,
                }
            );
        else
            (row.Value, row.UpdatedAt) = (value, now);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return after;
    }

    private static string KeyOf(string owner) => $"generation/{owner}";
}
